// What an editor colours, and where a function stands: on text alone.
#include "app/lesson/source_outline.h"
#include "app/lesson/source_tokens.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace manybrains::app;

namespace {

QStringList pieces(Language language, const QString& line, TokenKind kind, LineState begin = LineState::plain) {
    QStringList found;
    for (const Token& token : scanLine(language, line, begin).tokens) {
        if (token.kind == kind) {
            found += line.mid(token.begin, token.length);
        }
    }
    return found;
}

QString lessonFile(const QString& lesson, const QString& name) {
    QFile file(QStringLiteral(MANYBRAINS_SOURCE_DIR "/scenarios/%1/%2").arg(lesson, name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class SourceTest : public QObject {
    Q_OBJECT
private slots:
    void pythonsWordsAreToldApart();
    void aHashInAStringIsNoComment();
    void aStringOverLinesIsCarriedOn();
    void cppsWordsAreToldApart();
    void aCommentOverLinesIsCarriedOn();
    void tokensOfAnyLineLieInItAndInOrder_data();
    void tokensOfAnyLineLieInItAndInOrder();
    void aFunctionEndsBeforeTheNextStatementAtItsMargin();
    void anAsyncFunctionIsFound();
    void aCppTaskIsFoundWithItsBody();
    void aCallIsNoDefinition();
    void everyTaskOfEveryLessonIsFound_data();
    void everyTaskOfEveryLessonIsFound();
};

void SourceTest::pythonsWordsAreToldApart() {
    const QString line = QStringLiteral("async def count(n=10_000):  # \"slow\"");
    QCOMPARE(pieces(Language::python, line, TokenKind::keyword), QStringList({"async", "def"}));
    QCOMPARE(pieces(Language::python, line, TokenKind::definition), QStringList({"count"}));
    QCOMPARE(pieces(Language::python, line, TokenKind::number), QStringList({"10_000"}));
    QCOMPARE(pieces(Language::python, line, TokenKind::comment), QStringList({"# \"slow\""}));
    QVERIFY(pieces(Language::python, line, TokenKind::string).isEmpty());
}

void SourceTest::aHashInAStringIsNoComment() {
    const QString line = QStringLiteral("print('# not \\' a comment')");
    QCOMPARE(pieces(Language::python, line, TokenKind::string), QStringList({"'# not \\' a comment'"}));
    QVERIFY(pieces(Language::python, line, TokenKind::comment).isEmpty());
}

void SourceTest::aStringOverLinesIsCarriedOn() {
    const ScannedLine first = scanLine(Language::python, u"x = \"\"\"one def", LineState::plain);
    QCOMPARE(first.end, LineState::triple_double);
    const ScannedLine second = scanLine(Language::python, u"two ''' three", first.end);
    QCOMPARE(second.end, LineState::triple_double);
    QCOMPARE(second.tokens.size(), std::size_t{1});
    const QString third = QStringLiteral("four\"\"\" if x");
    QCOMPARE(scanLine(Language::python, third, second.end).end, LineState::plain);
    QCOMPARE(pieces(Language::python, third, TokenKind::keyword, second.end), QStringList({"if"}));
}

void SourceTest::cppsWordsAreToldApart() {
    const QString line = QStringLiteral("static int count(long n) { return 1'000; } // \"x\"");
    QCOMPARE(pieces(Language::cpp, line, TokenKind::keyword), QStringList({"static", "int", "long", "return"}));
    QCOMPARE(pieces(Language::cpp, line, TokenKind::definition), QStringList({"count"}));
    QCOMPARE(pieces(Language::cpp, line, TokenKind::number), QStringList({"1'000"}));
    QCOMPARE(pieces(Language::cpp, line, TokenKind::comment), QStringList({"// \"x\""}));
}

void SourceTest::aCommentOverLinesIsCarriedOn() {
    const ScannedLine first = scanLine(Language::cpp, u"int a; /* one", LineState::plain);
    QCOMPARE(first.end, LineState::block_comment);
    const QString second = QStringLiteral("two */ int b;");
    QCOMPARE(scanLine(Language::cpp, second, first.end).end, LineState::plain);
    QCOMPARE(pieces(Language::cpp, second, TokenKind::keyword, first.end), QStringList({"int"}));
}

void SourceTest::tokensOfAnyLineLieInItAndInOrder_data() {
    QTest::addColumn<QString>("line");
    for (const char* line : {"", "'", "\"", "'\\", "\"\"\"", "/*", "/**/", "#", "@", "'''a'''b'''", "0x", "a'b", "//",
                             "1'", "def", "def ", "class\t", "\\", "é = 'ü'"}) {
        QTest::newRow(line) << QString::fromUtf8(line);
    }
}

void SourceTest::tokensOfAnyLineLieInItAndInOrder() {
    QFETCH(QString, line);
    for (const Language language : {Language::python, Language::cpp}) {
        for (const LineState begin : {LineState::plain, LineState::triple_single, LineState::block_comment}) {
            qsizetype at = 0;
            for (const Token& token : scanLine(language, line, begin).tokens) {
                QVERIFY(token.begin >= at);
                QVERIFY(token.length > 0);
                at = token.begin + token.length;
                QVERIFY(at <= line.size());
            }
        }
    }
}

void SourceTest::aFunctionEndsBeforeTheNextStatementAtItsMargin() {
    const QString source =
        QStringLiteral("import os\n\ndef count(\n    n,\n):\n    total = 0\n\n    return total\n\n\nx = 1\n");
    QCOMPARE(findFunction(source, Language::python, QStringLiteral("count")), (LineRange{2, 7}));
    QCOMPARE(findFunction(source, Language::python, QStringLiteral("coun")), std::nullopt);
}

void SourceTest::anAsyncFunctionIsFound() {
    const QString source = QStringLiteral("async def fetch(url):\n    await x\n");
    QCOMPARE(findFunction(source, Language::python, QStringLiteral("fetch")), (LineRange{0, 1}));
}

void SourceTest::aCppTaskIsFoundWithItsBody() {
    const QString source = QStringLiteral(
        "// count\nconst Task count(\"count\", [](int n) {\n    if (n) {\n    }\n    return n;\n});\nint x;\n");
    QCOMPARE(findFunction(source, Language::cpp, QStringLiteral("count")), (LineRange{1, 5}));
}

void SourceTest::aCallIsNoDefinition() {
    const QString source = QStringLiteral("int run() {\n    int a = count(1);\n    return count(2);\n}\n");
    QCOMPARE(findFunction(source, Language::cpp, QStringLiteral("count")), std::nullopt);
}

void SourceTest::everyTaskOfEveryLessonIsFound_data() {
    QTest::addColumn<QString>("lesson");
    QTest::addColumn<QString>("task");
    QTest::newRow("counting") << QStringLiteral("counting-loop") << QStringLiteral("count");
    QTest::newRow("sleeping") << QStringLiteral("five-sleepers") << QStringLiteral("sleeper");
    QTest::newRow("downloading") << QStringLiteral("five-downloads") << QStringLiteral("download");
}

void SourceTest::everyTaskOfEveryLessonIsFound() {
    QFETCH(QString, lesson);
    QFETCH(QString, task);
    QVERIFY(findFunction(lessonFile(lesson, QStringLiteral("lesson.py")), Language::python, task));
    QVERIFY(findFunction(lessonFile(lesson, QStringLiteral("lesson.cpp")), Language::cpp, task));
}

QTEST_GUILESS_MAIN(SourceTest)
#include "source_test.moc"
