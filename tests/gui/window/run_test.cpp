// Real runs from the window: what they fill, and that nothing of them is left, however they end.
#include "app/export/picture_file.h"
#include "app/results/outcome_panel.h"
#include "app/results/process_card.h"
#include "app/results/process_model.h"
#include "app/results/speedup_card.h"
#include "app/results/timeline_card.h"
#include "app/timeline/timeline_widget.h"
#include "app/widgets/message_strip.h"
#include "app/window/exporter.h"
#include "app/window/lesson_list.h"
#include "app/window/lesson_pages.h"
#include "app/window/lesson_view.h"
#include "app/window/run_bar.h"
#include "app/window/run_controller.h"
#include "app/window/session.h"
#include "tests/gui/window/window_fixture.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace manybrains;
using namespace manybrains::app;
using namespace manybrains::app::testing;
using lesson::Strategy;

class RunTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanup();
    void aRunFillsTimelineTableAndChart();
    void aRunOfCPythonNamesItsInterpreterAndItsGil();
    void repeatsAreOneRowEach();
    void cancelEndsTheRunAndLeavesNoProcess();
    void closingTheWindowLeavesNoProcess();
    void anotherLessonEndsTheRunAndShowsNothingOfIt();
    void resultsAreThereAgainWhenTheLessonIsOpenedAgain();
    void whatADiscardedRunReportsIsDropped();
    void theTimelineIsSavedAsAPicture();
};

void RunTest::initTestCase() {
    QLocale::setDefault(QLocale::c());
}

/// However a test ended: no child of this program may be left.
void RunTest::cleanup() {
    QVERIFY(childProcesses().empty());
}

void RunTest::aRunFillsTimelineTableAndChart() {
    OpenWindow window;
    window.chooseCpp();
    QVERIFY(window.runToEnd());

    LessonView* view = window->view();
    QCOMPARE(view->timeline()->timeline()->runCount(), std::size_t{4});
    QVERIFY2(view->timeline()->title().contains(QStringLiteral("×")), qPrintable(view->timeline()->title()));
    // Four programs, and at least the two workers of the last.
    QVERIFY(view->processes()->model()->rowCount() >= 6);
    QCOMPARE(view->speedup()->data().bars.size(), std::size_t{4});
    QVERIFY(!view->pages()->outcome()->text().isEmpty());
    for (const experiment::RunRecord& record : window->session()->board().records()) {
        QVERIFY2(record.expected, record.ending.error.c_str());
    }
    for (const pid_t process : window.processes()) {
        QVERIFY(!exists(process));
    }
}

void RunTest::aRunOfCPythonNamesItsInterpreterAndItsGil() {
    OpenWindow window;
    RunBar* bar = window->view()->runBar();
    if (!bar->request() || bar->request()->engines.front()->info().id != "python") {
        QSKIP("no CPython on this machine");
    }
    bar->setParameters(window->session()->lesson()->defaults("python", true));
    bar->setStrategies({Strategy::threaded});
    QVERIFY(window.runToEnd());
    const experiment::RunRecord& record = window->session()->board().records().front();
    QVERIFY2(record.expected, record.ending.error.c_str());
    QVERIFY(record.trace->gil_seen());
    QVERIFY(!record.engine.interpreter.empty());
}

void RunTest::repeatsAreOneRowEach() {
    OpenWindow window;
    window.chooseCpp();
    window->view()->runBar()->setStrategies({Strategy::sequential, Strategy::threaded});
    window->view()->runBar()->setRepeats(2);
    QVERIFY(window.runToEnd());
    QCOMPARE(window->session()->board().records().size(), std::size_t{4});
    QCOMPARE(window->view()->timeline()->timeline()->runCount(), std::size_t{2});
}

void RunTest::cancelEndsTheRunAndLeavesNoProcess() {
    OpenWindow window;
    window.chooseLongRun();
    QVERIFY(window.startAndSeeProcesses());
    const std::vector<pid_t> processes = window.processes();
    QVERIFY(std::all_of(processes.begin(), processes.end(), exists));

    QSignalSpy finished(window->session(), &Session::runFinished);
    QTest::keyClick(&*window, Qt::Key_Escape);
    QVERIFY(finished.wait(60'000));
    QVERIFY(std::none_of(processes.begin(), processes.end(), exists));
    QCOMPARE(window->session()->board().records().back().ending.outcome, run::Outcome::cancelled);
    QVERIFY(!window->view()->messages()->shows(QStringLiteral("run"))); // it was the user's own wish
    window.chooseCpp();
    QVERIFY(window.runToEnd());
}

void RunTest::closingTheWindowLeavesNoProcess() {
    OpenWindow window;
    window.chooseLongRun();
    QVERIFY(window.startAndSeeProcesses());
    const std::vector<pid_t> processes = window.processes();
    window.close();
    QVERIFY(std::none_of(processes.begin(), processes.end(), exists));
    QVERIFY(childProcesses().empty());
}

void RunTest::anotherLessonEndsTheRunAndShowsNothingOfIt() {
    OpenWindow window;
    window.chooseLongRun();
    QVERIFY(window.startAndSeeProcesses());
    const std::vector<pid_t> processes = window.processes();
    window->list()->select(QStringLiteral("five-sleepers"));
    QCOMPARE(window->session()->lesson()->id, std::string("five-sleepers"));
    QVERIFY(QTest::qWaitFor([&] { return std::none_of(processes.begin(), processes.end(), exists); }, 60'000));
    QVERIFY(QTest::qWaitFor([] { return childProcesses().empty(); }, 60'000));
    QCOMPARE(window->view()->processes()->model()->rowCount(), 0);
    QVERIFY(window->session()->board().records().empty());
}

void RunTest::resultsAreThereAgainWhenTheLessonIsOpenedAgain() {
    OpenWindow window;
    window.chooseCpp();
    QVERIFY(window.runToEnd());
    const QString headline = window->view()->timeline()->title();
    window->list()->select(QStringLiteral("five-sleepers"));
    QVERIFY(window->view()->timeline()->title() != headline);
    window->list()->select(QStringLiteral("counting-loop"));
    QCOMPARE(window->view()->timeline()->title(), headline);
    QCOMPARE(window->view()->timeline()->timeline()->runCount(), std::size_t{4});
}

void RunTest::whatADiscardedRunReportsIsDropped() {
    OpenWindow window; // for its request: the controller is one of its own
    window.chooseLongRun();
    const auto installation = experiment::Installation::beside(MANYBRAINS_APP_DIR);
    const auto course = std::make_shared<const lesson::Course>();
    RunController controller;
    QSignalSpy began(&controller, &RunController::began);
    QSignalSpy ended(&controller, &RunController::ended);
    QSignalSpy finished(&controller, &RunController::finished);
    QSignalSpy idle(&controller, &RunController::idle);
    controller.start(*window->view()->runBar()->request(), *installation, course);
    QVERIFY(began.wait(60'000));
    controller.discard();
    QVERIFY(controller.busy());
    QVERIFY(idle.wait(60'000));
    QVERIFY(!controller.busy());
    QCOMPARE(ended.count(), 0);
    QCOMPARE(finished.count(), 0);
}

void RunTest::theTimelineIsSavedAsAPicture() {
    OpenWindow window;
    window.chooseCpp();
    window->view()->runBar()->setStrategies({Strategy::sequential, Strategy::threaded});
    QVERIFY(window.runToEnd());
    const QTemporaryDir folder;
    const Exporter exporter(*window->view(), *window->session());
    const Picture timeline = exporter.timelinePicture();
    QVERIFY(timeline.caption.contains(QStringLiteral("counting-loop")));
    for (const QString& name : {QStringLiteral("a.png"), QStringLiteral("a.svg")}) {
        QCOMPARE(savePicture(timeline, folder.filePath(name)), QString());
        QVERIFY(QFileInfo(folder.filePath(name)).size() > 1000);
        QCOMPARE(savePicture(exporter.speedupPicture(), folder.filePath(name)), QString());
        QVERIFY(QFileInfo(folder.filePath(name)).size() > 1000);
    }
}

QTEST_MAIN(RunTest)
#include "run_test.moc"
