// The command line of manybrains-window.
#include "app/window/options.h"

#include <QTest>

using namespace manybrains::app;

namespace {

ParsedOptions parse(const QString& words) {
    return parseOptions((QStringLiteral("manybrains-window ") + words).split(QLatin1Char(' '), Qt::SkipEmptyParts));
}

} // namespace

class OptionsTest : public QObject {
    Q_OBJECT
private slots:
    void withoutWordsTheWindowOpens();
    void aPictureIsTakenAsAsked();
    void chartsNeedAResultAndAFolder();
    void wrongWordsAreNamedOnOneLine_data();
    void wrongWordsAreNamedOnOneLine();
    void helpAndVersionAreAnswers();
};

void OptionsTest::withoutWordsTheWindowOpens() {
    const ParsedOptions parsed = parse({});
    QVERIFY(parsed.error.isEmpty());
    QVERIFY(!parsed.options.screenshot && !parsed.options.chartsOf);
    QVERIFY(parsed.options.lesson.isEmpty());
}

void OptionsTest::aPictureIsTakenAsAsked() {
    const WindowOptions options =
        parse(QStringLiteral("--screenshot a.png --lesson counting-loop --run --quick --engine cpp --page code "
                             "--scheme dark --size 1440x900"))
            .options;
    QCOMPARE(options.screenshot, QStringLiteral("a.png"));
    QCOMPARE(options.lesson, QStringLiteral("counting-loop"));
    QVERIFY(options.run && options.quick);
    QCOMPARE(options.engine, QStringLiteral("cpp"));
    QCOMPARE(options.page, QStringLiteral("code"));
    QVERIFY(options.scheme == SchemeChoice::dark);
    QCOMPARE(options.size, QSize(1440, 900));
}

void OptionsTest::chartsNeedAResultAndAFolder() {
    const ParsedOptions parsed = parse(QStringLiteral("--render-charts result.json out"));
    QCOMPARE(parsed.options.chartsOf, QStringLiteral("result.json"));
    QCOMPARE(parsed.options.chartsInto, QStringLiteral("out"));
    QVERIFY(parse(QStringLiteral("--render-charts result.json")).error.contains(QStringLiteral("DIR")));
}

void OptionsTest::wrongWordsAreNamedOnOneLine_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("named");
    QTest::newRow("option") << QStringLiteral("--fast") << QStringLiteral("fast");
    QTest::newRow("scheme") << QStringLiteral("--scheme blue") << QStringLiteral("blue");
    QTest::newRow("engine") << QStringLiteral("--engine rust") << QStringLiteral("rust");
    QTest::newRow("page") << QStringLiteral("--page 2") << QStringLiteral("--page 2");
    QTest::newRow("size") << QStringLiteral("--size huge") << QStringLiteral("huge");
    QTest::newRow("no size") << QStringLiteral("--size 0x900") << QStringLiteral("0x900");
    QTest::newRow("word") << QStringLiteral("counting-loop") << QStringLiteral("counting-loop");
}

void OptionsTest::wrongWordsAreNamedOnOneLine() {
    QFETCH(QString, words);
    QFETCH(QString, named);
    const QString error = parse(words).error;
    QVERIFY2(error.contains(named), qPrintable(error));
    QVERIFY(!error.contains(QLatin1Char('\n')));
}

void OptionsTest::helpAndVersionAreAnswers() {
    QVERIFY(parse(QStringLiteral("--help")).message.contains(QStringLiteral("--render-charts")));
    QVERIFY(parse(QStringLiteral("--version")).message.startsWith(QStringLiteral("manybrains-window ")));
}

QTEST_GUILESS_MAIN(OptionsTest)
#include "options_test.moc"
