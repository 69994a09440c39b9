// The lesson's pages on the real lessons: text, code, questions.
#include "app/lesson/code_page.h"
#include "app/lesson/code_view.h"
#include "app/lesson/question_box.h"
#include "app/lesson/questions_page.h"
#include "app/lesson/read_page.h"
#include "app/theme/theme.h"
#include "core/lesson/loader.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

using namespace manybrains;
using namespace manybrains::app;

namespace {

const lesson::Lesson& countingLoop() {
    static const auto loaded = lesson::load_lesson(MANYBRAINS_SOURCE_DIR "/scenarios/counting-loop");
    return loaded.value();
}

QString fileText(const char* name) {
    QFile file(QString::fromStdString((countingLoop().folder / name).string()));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The colours that the highlighter gave to a line.
QList<QColor> coloursOf(const CodeView& view, int line) {
    QList<QColor> colours;
    for (const QTextLayout::FormatRange& range : view.document()->findBlockByNumber(line).layout()->formats()) {
        colours += range.format.foreground().color();
    }
    return colours;
}

} // namespace

class PagesTest : public QObject {
    Q_OBJECT
private slots:
    void init() { Theme::instance().setChoice(SchemeChoice::light); }
    void theTextOfTheLessonIsRead();
    void aLessonIsReadFromItsBeginning();
    void theCodeIsTheFileThatRuns();
    void theOtherLanguageIsOneChoiceAway();
    void theRunningTaskIsLitInBothLanguages();
    void codeIsColouredAndRecolouredWithTheScheme();
    void theWholeFileIsCopied();
    void aWrongAnswerIsExplainedAndCanBeCorrected();
    void rightAnswersAreCounted();
};

void PagesTest::theTextOfTheLessonIsRead() {
    ReadPage page;
    page.show(countingLoop());
    const QString text = page.toPlainText();
    QVERIFY(text.contains(QStringLiteral("Global Interpreter Lock")));
    QVERIFY(text.contains(QString::fromStdString(countingLoop().objectives.front())));
    QVERIFY(!text.contains(QStringLiteral("**")));
}

void PagesTest::aLessonIsReadFromItsBeginning() {
    ReadPage page;
    page.resize(400, 300);
    page.show(countingLoop());
    page.QWidget::show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    page.resize(500, 320);
    QCoreApplication::processEvents();
    QCOMPARE(page.cursorForPosition(QPoint(5, 5)).blockNumber(), 0);
}

void PagesTest::theCodeIsTheFileThatRuns() {
    CodePage page;
    page.show(countingLoop());
    QCOMPARE(page.view()->toPlainText(), fileText("lesson.py"));
}

void PagesTest::theOtherLanguageIsOneChoiceAway() {
    CodePage page;
    page.show(countingLoop());
    page.setLanguage(Language::cpp);
    QCOMPARE(page.view()->toPlainText(), fileText("lesson.cpp"));
}

void PagesTest::theRunningTaskIsLitInBothLanguages() {
    CodePage page;
    page.show(countingLoop());
    QVERIFY(!page.view()->lit());
    page.setRunningTask(QStringLiteral("count"));
    QVERIFY(page.view()->lit());
    const LineRange python = *page.view()->lit();
    QVERIFY(page.view()->document()->findBlockByNumber(python.first).text().startsWith(QStringLiteral("def count(")));
    page.setLanguage(Language::cpp);
    QVERIFY(page.view()->lit());
    page.setRunningTask({});
    QVERIFY(!page.view()->lit());
}

void PagesTest::codeIsColouredAndRecolouredWithTheScheme() {
    CodePage page;
    page.show(countingLoop());
    page.setRunningTask(QStringLiteral("count"));
    const int head = page.view()->lit()->first;
    QVERIFY(coloursOf(*page.view(), head).contains(Theme::instance().colours().codeKeyword));
    const QColor before = Theme::instance().colours().codeKeyword;
    Theme::instance().setChoice(SchemeChoice::dark);
    QVERIFY(Theme::instance().colours().codeKeyword != before);
    QVERIFY(coloursOf(*page.view(), head).contains(Theme::instance().colours().codeKeyword));
}

void PagesTest::theWholeFileIsCopied() {
    CodePage page;
    page.show(countingLoop());
    page.findChild<QToolButton*>()->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), fileText("lesson.py"));
}

void PagesTest::aWrongAnswerIsExplainedAndCanBeCorrected() {
    const lesson::Question question{"Which?", {"this", "that"}, 1, "Because of **that**."};
    QuestionBox box(1, question);
    QSignalSpy checked(&box, &QuestionBox::checked);
    box.choose(0);
    box.check();
    QVERIFY(!box.answeredRight());
    const auto labels = box.findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return !label->isHidden() && label->text() == QStringLiteral("Because of **that**.");
    }));
    box.choose(1);
    box.check();
    QVERIFY(box.answeredRight());
    QCOMPARE(checked.count(), 2);
}

void PagesTest::rightAnswersAreCounted() {
    QuestionsPage page;
    page.show(countingLoop());
    QCOMPARE(page.count(), static_cast<int>(countingLoop().questions.size()));
    QCOMPARE(page.answeredRight(), 0);
    QSignalSpy answered(&page, &QuestionsPage::answered);
    page.boxes().front()->choose(countingLoop().questions.front().correct);
    page.boxes().front()->check();
    QCOMPARE(page.answeredRight(), 1);
    QCOMPARE(answered.count(), 1);
}

QTEST_MAIN(PagesTest)
#include "pages_test.moc"
