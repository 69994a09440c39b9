// The visual language keeps its promises: readable in both schemes, colours told apart, the desktop's wish followed.
#include "app/theme/desktop_scheme.h"
#include "app/theme/palettes.h"
#include "app/theme/style_sheet.h"
#include "app/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontMetricsF>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QtTest>

using namespace manybrains::app;

class ThemeTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::instance().install(); }
    void textIsReadableOnEveryGround_data();
    void textIsReadableOnEveryGround();
    void workersAreToldApart();
    void schemeChangesOnlyWhenAskedTo();
    void portalNumbersAreUnderstood();
    void styleSheetIsComplete();
    void figuresAreOfEqualWidth();
};

void ThemeTest::textIsReadableOnEveryGround_data() {
    QTest::addColumn<int>("scheme");
    QTest::newRow("light") << static_cast<int>(Scheme::light);
    QTest::newRow("dark") << static_cast<int>(Scheme::dark);
}

void ThemeTest::textIsReadableOnEveryGround() {
    QFETCH(int, scheme);
    const Colours c = coloursOf(static_cast<Scheme>(scheme));
    constexpr double readable = 4.5; // WCAG 2, AA
    for (const QColor& ground : {c.window, c.card, c.side, c.lane}) {
        for (const QColor& ink : {c.text, c.textMuted, c.accent, c.good, c.warning, c.error}) {
            QVERIFY2(
                contrast(ink, ground) >= readable,
                qPrintable(QStringLiteral("%1 on %2: %3").arg(ink.name(), ground.name()).arg(contrast(ink, ground))));
        }
    }
    for (const QColor& ink : {c.codeKeyword, c.codeString, c.codeComment, c.codeNumber, c.codeDefinition}) {
        QVERIFY2(contrast(ink, c.codeBackground) >= readable, qPrintable(ink.name()));
    }
    QVERIFY(contrast(c.accentText, c.accent) >= readable);
    QVERIFY(contrast(c.text, c.selection) >= readable);
    QVERIFY(contrast(c.text, c.codeActive) >= readable);
}

void ThemeTest::workersAreToldApart() {
    for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
        for (manybrains::trace::Key a = 0; a < manybrains::trace::key_count; ++a) {
            for (manybrains::trace::Key b = 0; b < a; ++b) {
                const QColor first = workerColour(scheme, a);
                const QColor second = workerColour(scheme, b);
                const int difference = qAbs(first.red() - second.red()) + qAbs(first.green() - second.green()) +
                                       qAbs(first.blue() - second.blue());
                QVERIFY2(difference > 40, qPrintable(first.name() + second.name()));
            }
        }
        QCOMPARE(workerColour(scheme, 200), workerColour(scheme, 15)); // late comers share one
    }
}

void ThemeTest::schemeChangesOnlyWhenAskedTo() {
    Theme& theme = Theme::instance();
    theme.setChoice(SchemeChoice::light);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setChoice(SchemeChoice::dark);
    QCOMPARE(theme.scheme(), Scheme::dark);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(QApplication::palette().color(QPalette::Window), theme.colours().window);
    theme.setChoice(SchemeChoice::dark);
    QCOMPARE(changed.count(), 1);
    theme.setChoice(SchemeChoice::light);
    QCOMPARE(changed.count(), 2);
    QCOMPARE(theme.colours().window, coloursOf(Scheme::light).window);
}

void ThemeTest::portalNumbersAreUnderstood() {
    QCOMPARE(DesktopScheme::fromPortal(1), std::optional(Scheme::dark));
    QCOMPARE(DesktopScheme::fromPortal(2), std::optional(Scheme::light));
    QVERIFY(!DesktopScheme::fromPortal(0).has_value());
    QVERIFY(!DesktopScheme::fromPortal(77).has_value());
}

void ThemeTest::styleSheetIsComplete() {
    for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
        const QString sheet = styleSheetOf(scheme, coloursOf(scheme));
        QVERIFY(sheet.size() > 1000);
        QVERIFY2(!sheet.contains(QRegularExpression(QStringLiteral("@[A-Za-z]+@"))), "a name is not filled in");
        auto images = QRegularExpression(QStringLiteral("url\\(([^)]+)\\)")).globalMatch(sheet);
        QVERIFY(images.hasNext());
        while (images.hasNext()) {
            const QString path = images.next().captured(1);
            QVERIFY2(QFile::exists(path), qPrintable(path));
        }
    }
}

void ThemeTest::figuresAreOfEqualWidth() {
    const QFontMetricsF metrics(Theme::figureFont(1.15, QFont::Bold));
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        QCOMPARE(metrics.horizontalAdvance(QChar(digit)), metrics.horizontalAdvance(QChar(u'0')));
    }
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
