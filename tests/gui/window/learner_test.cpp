// What a learner does with the window, and what it says when something is missing.
#include "app/lesson/code_page.h"
#include "app/lesson/code_view.h"
#include "app/lesson/prediction.h"
#include "app/lesson/prediction_panel.h"
#include "app/lesson/question_box.h"
#include "app/lesson/questions_page.h"
#include "app/lesson/read_page.h"
#include "app/results/outcome_panel.h"
#include "app/results/timeline_card.h"
#include "app/theme/theme.h"
#include "app/widgets/message_strip.h"
#include "app/window/engine_choice.h"
#include "app/window/header_bar.h"
#include "app/window/lesson_list.h"
#include "app/window/lesson_pages.h"
#include "app/window/lesson_view.h"
#include "app/window/run_bar.h"
#include "app/window/session.h"
#include "tests/gui/window/window_fixture.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QTreeView>

using namespace manybrains;
using namespace manybrains::app;
using namespace manybrains::app::testing;
using lesson::Strategy;

namespace {

QImage picture(const MainWindow& window) {
    return const_cast<MainWindow&>(window).grab().toImage();
}

/// The focus of the window, where an offscreen platform has no active one.
QWidget* focus(const MainWindow& window) {
    return window.focusWidget();
}

} // namespace

class LearnerTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void choosingALessonShowsItsTextAndItsCode();
    void theSearchNarrowsTheList();
    void thePredictionIsAskedBeforeTheFirstRunAndOnlyOnce();
    void predictionAndMeasurementAreShownTogether();
    void theKeyboardAloneLeadsFromALessonToItsResult();
    void aLessonIsDoneWhenItWasRunAndAnswered();
    void theWindowComesBackAsItWasLeft();
    void theCodeFollowsTheEngine();
    void withoutPythonItSaysWhatToInstall();
    void aBrokenLessonIsShownWithItsCause();
    void aMissingProgramIsNamed();
    void anUnknownLessonIsAnsweredWithTheNearest();
    void lightAndDarkRepaintEverything();
};

void LearnerTest::initTestCase() {
    QLocale::setDefault(QLocale::c());
}

void LearnerTest::choosingALessonShowsItsTextAndItsCode() {
    OpenWindow window;
    LessonPages* pages = window->view()->pages();
    QVERIFY(pages->read()->toPlainText().contains(QStringLiteral("Global Interpreter Lock")));
    window->list()->select(QStringLiteral("five-sleepers"));
    QVERIFY(!pages->read()->toPlainText().contains(QStringLiteral("Global Interpreter Lock")));
    QFile file(QStringLiteral(MANYBRAINS_SOURCE_DIR "/scenarios/five-sleepers/lesson.py"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(pages->code()->view()->toPlainText(), QString::fromUtf8(file.readAll()));
}

void LearnerTest::theSearchNarrowsTheList() {
    OpenWindow window;
    QTreeView* view = window->list()->view();
    const auto lessonsShown = [view] {
        int count = 0;
        for (int i = 0; i < view->model()->rowCount(); ++i) {
            count += view->model()->rowCount(view->model()->index(i, 0));
        }
        return count;
    };
    QCOMPARE(lessonsShown(), 3);
    window->list()->focusSearch();
    QTest::keyClicks(window->list()->search(), QStringLiteral("sleep"));
    QCOMPARE(lessonsShown(), 1);
    QTest::keyClick(window->list()->search(), Qt::Key_Return);
    QCOMPARE(window->session()->lesson()->id, std::string("five-sleepers"));
    window->list()->focusSearch();
    QTest::keyClick(window->list()->search(), Qt::Key_Escape);
    QCOMPARE(lessonsShown(), 3);
}

void LearnerTest::thePredictionIsAskedBeforeTheFirstRunAndOnlyOnce() {
    OpenWindow window;
    window.chooseCpp();
    window->view()->runBar()->setStrategies({Strategy::sequential, Strategy::threaded});
    QVERIFY(window->view()->timeline()->asks());
    QTest::keyClick(&*window, Qt::Key_F5);
    QVERIFY(!window->session()->running());
    QVERIFY(window->view()->timeline()->asks());

    QSignalSpy finished(window->session(), &Session::runFinished);
    emit window->view()->timeline()->prediction()->predicted({Strategy::threaded, 2.0});
    QVERIFY(window->session()->running());
    QVERIFY(finished.wait(60'000));
    QTest::keyClick(&*window, Qt::Key_F5);
    QVERIFY(window->session()->running());
    QVERIFY(finished.wait(60'000));
}

void LearnerTest::predictionAndMeasurementAreShownTogether() {
    OpenWindow window;
    window.chooseCpp();
    window->view()->runBar()->setStrategies({Strategy::sequential, Strategy::threaded});
    QSignalSpy finished(window->session(), &Session::runFinished);
    emit window->view()->timeline()->prediction()->predicted({Strategy::threaded, 2.0});
    QVERIFY(finished.wait(60'000));
    const QString text = window->view()->pages()->outcome()->text();
    QVERIFY2(text.contains(QStringLiteral("predicted: threads 2.0×")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("Measured")), qPrintable(text));
}

void LearnerTest::theKeyboardAloneLeadsFromALessonToItsResult() {
    OpenWindow window(thisMachine(), QStringLiteral("five-sleepers"));
    QCOMPARE(focus(*window), window->list()->view());
    QTest::keyClick(focus(*window), Qt::Key_Down); // over the chapter's title
    QCOMPARE(window->session()->lesson()->id, std::string("counting-loop"));
    window.chooseCpp();
    window->view()->runBar()->setStrategies({Strategy::sequential, Strategy::threaded});

    QCoreApplication::processEvents(); // the new lesson's choices are shown by then, as for a person
    QTest::keyClick(&*window, Qt::Key_F5);
    QVERIFY(qobject_cast<QRadioButton*>(focus(*window)) != nullptr);
    QTest::keyClick(focus(*window), Qt::Key_Space);
    QTest::keyClick(focus(*window), Qt::Key_Right); // another form
    QTest::keyClick(focus(*window), Qt::Key_Tab);
    QTest::keyClick(focus(*window), Qt::Key_Right); // a higher factor
    QTest::keyClick(focus(*window), Qt::Key_Tab);
    QSignalSpy finished(window->session(), &Session::runFinished);
    QTest::keyClick(focus(*window), Qt::Key_Space);
    QVERIFY(window->session()->running());
    QVERIFY(finished.wait(60'000));
    QVERIFY(window->view()->pages()->outcome()->text().contains(QStringLiteral("You predicted")));
}

void LearnerTest::aLessonIsDoneWhenItWasRunAndAnswered() {
    OpenWindow window;
    window.chooseCpp();
    window->view()->runBar()->setStrategies({Strategy::sequential});
    QSignalSpy progress(window->session(), &Session::progressChanged);
    QVERIFY(window.runToEnd());
    QCOMPARE(progress.count(), 1);
    const auto& questions = window->session()->lesson()->questions;
    const auto& boxes = window->view()->pages()->questions()->boxes();
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        boxes[i]->choose(questions[i].correct);
        boxes[i]->check();
    }
    QCOMPARE(progress.count(), 2);
    const QModelIndex lesson = window->list()->view()->currentIndex();
    QVERIFY(lesson.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("done")));
    const QTabBar* tabs = window->view()->header()->tabs();
    QCOMPARE(tabs->tabText(LessonPages::questions_page), QStringLiteral("Questions %1/%1").arg(boxes.size()));
}

void LearnerTest::theWindowComesBackAsItWasLeft() {
    OpenWindow window(thisMachine(), {});
    window->list()->select(QStringLiteral("five-downloads"));
    emit window->view()->timeline()->prediction()->skipped();
    window->session()->cancel();
    window.close();
    window.reopen();
    QCOMPARE(window->session()->lesson()->id, std::string("five-downloads"));
    QVERIFY(!window->view()->timeline()->asks());
}

void LearnerTest::theCodeFollowsTheEngine() {
    OpenWindow window;
    CodePage* code = window->view()->pages()->code();
    window.chooseCpp();
    QCOMPARE(code->language(), Language::cpp);
    window->view()->runBar()->engines()->choose(EngineChoice::python_engine);
    QCOMPARE(code->language(), Language::python);
}

void LearnerTest::withoutPythonItSaysWhatToInstall() {
    OpenWindow window(machineWithoutPython());
    const QString message = window->view()->messages()->text(QStringLiteral("python"));
    QVERIFY2(message.contains(QStringLiteral("apt install python3")), qPrintable(message));
    QCOMPARE(window->view()->runBar()->request()->engines.front()->info().id, std::string("cpp"));
}

void LearnerTest::aBrokenLessonIsShownWithItsCause() {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    std::filesystem::copy(MANYBRAINS_SOURCE_DIR "/scenarios/counting-loop", root / "counting-loop");
    std::filesystem::create_directory(root / "half-written");
    std::filesystem::copy(root / "counting-loop" / "lesson.py", root / "half-written");
    QFile file(QDir(folder.path()).filePath(QStringLiteral("half-written/lesson.md")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("---\nid: half-written\nlevel: [\n---\n");
    file.close();

    OpenWindow window(machineWithLessons(folder.path()));
    QVERIFY(window->session()->lesson() != nullptr); // the sound one is open
    window->list()->select(QStringLiteral("half-written"));
    QVERIFY(window->session()->lesson() == nullptr);
    const QString cause = window->list()->view()->currentIndex().data(Qt::ToolTipRole).toString();
    QVERIFY2(cause.contains(QStringLiteral("lesson.md:")), qPrintable(cause));
    QTest::keyClick(&*window, Qt::Key_F5);
    QVERIFY(!window->session()->running());
}

void LearnerTest::aMissingProgramIsNamed() {
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    Machine machine;
    machine.locate = [path = folder.path().toStdString()] { return experiment::Installation::beside(path); };
    MainWindow window(machine, settings);
    window.show();
    QVERIFY(QTest::qWaitFor([&] { return window.view()->messages()->shows(QStringLiteral("start")); }, 60'000));
    const QString message = window.view()->messages()->text(QStringLiteral("start"));
    QVERIFY2(message.contains(QStringLiteral("manybrains-guard")), qPrintable(message));
}

void LearnerTest::anUnknownLessonIsAnsweredWithTheNearest() {
    OpenWindow window(thisMachine(), QStringLiteral("counting-lop"));
    const QString message = window->view()->messages()->text(QStringLiteral("start"));
    QVERIFY2(message.contains(QStringLiteral("counting-loop")), qPrintable(message));
    QVERIFY(window->session()->lesson() != nullptr);
}

void LearnerTest::lightAndDarkRepaintEverything() {
    OpenWindow window;
    Theme::instance().setChoice(SchemeChoice::light);
    const QImage light = picture(*window);
    Theme::instance().setChoice(SchemeChoice::dark);
    const QImage dark = picture(*window);
    QCOMPARE(light.size(), dark.size());
    // Where nothing is written the two differ clearly; hardly a pixel may have stayed light.
    int stillLight = 0;
    for (int y = 0; y < dark.height(); y += 4) {
        for (int x = 0; x < dark.width(); x += 4) {
            stillLight += light.pixelColor(x, y).lightness() > 200 && dark.pixelColor(x, y).lightness() > 200 ? 1 : 0;
        }
    }
    QVERIFY2(stillLight * 200 < dark.width() * dark.height() / 16, qPrintable(QString::number(stillLight)));
    Theme::instance().setChoice(SchemeChoice::system);
}

QTEST_MAIN(LearnerTest)
#include "learner_test.moc"
