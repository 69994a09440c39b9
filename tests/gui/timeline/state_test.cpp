// What the timeline decides without a widget: the rows of a run, the range that follows it, the words beside it.
#include "app/timeline/labels.h"
#include "app/timeline/layout.h"
#include "app/timeline/timeline_state.h"
#include "tests/gui/timeline/sample_traces.h"

#include <QtTest>

#include <algorithm>

using namespace manybrains;
using namespace manybrains::app;
using namespace std::chrono_literals;

namespace {

TimelineRun runOf(const QString& title, const samples::Sample& sample) {
    TimelineRun run;
    run.title = title;
    run.trace = sample.trace;
    run.window = sample.window;
    return run;
}

std::size_t count(const Group& group, RowKind kind) {
    return static_cast<std::size_t>(std::ranges::count(group.rows, kind, &Row::kind));
}

} // namespace

class StateTest : public QObject {
    Q_OBJECT
private slots:
    void closedRunShowsItsCoresAndGils();
    void openedRunShowsThreadsByProcess();
    void rowsNeverOverlap();
    void manyCoresShareTheHeightOfFew();
    void timesAreRelativeToTheCall();
    void fitShowsEveryRunAndItsLabel();
    void liveRangeGrowsWithTheTrace();
    void liveRangeStaysWhereTheUserPutIt();
    void newTracksAppearWhileRecording();
    void levelsThatAreNotExactAreSaid();
    void lossesAreSaid();
    void runsAreSaidInWords();
};

void StateTest::closedRunShowsItsCoresAndGils() {
    const Layout layout = layOut({runOf(QStringLiteral("Processes"), samples::multiprocess())}, {false});
    QCOMPARE(count(layout.groups.front(), RowKind::core), 2U);
    QCOMPARE(count(layout.groups.front(), RowKind::gil), 3U);
    QCOMPARE(layout.groups.front().rows.size(), 5U);
}

void StateTest::openedRunShowsThreadsByProcess() {
    const Layout layout = layOut({runOf(QStringLiteral("Processes"), samples::multiprocess())}, {true});
    const Group& group = layout.groups.front();
    QCOMPARE(count(group, RowKind::process), 3U);
    QCOMPARE(count(group, RowKind::thread), 3U);
    QCOMPARE(count(group, RowKind::task), 2U);
    const auto first = std::ranges::find(group.rows, RowKind::process, &Row::kind);
    QCOMPARE(first->label, QStringLiteral("pid 4727"));
    QCOMPARE((first + 1)->label, QStringLiteral("main"));
    QCOMPARE((first + 2)->label, QStringLiteral("pid 4728"));
    QCOMPARE((first + 3)->label, QStringLiteral("worker-1"));
}

void StateTest::rowsNeverOverlap() {
    const Layout layout = layOut({runOf(QStringLiteral("Threads"), samples::threaded()),
                                  runOf(QStringLiteral("Processes"), samples::multiprocess())},
                                 {true, true});
    double bottom = 0;
    for (const Group& group : layout.groups) {
        for (const Row& row : group.rows) {
            QVERIFY(row.top >= bottom);
            QVERIFY(row.height > 0);
            bottom = row.bottom();
        }
    }
    QVERIFY(layout.height >= bottom);
}

void StateTest::manyCoresShareTheHeightOfFew() {
    TimelineRun run;
    auto trace = std::make_shared<trace::Trace>();
    for (int core = 0; core < 64; ++core) {
        trace->add_track({.kind = trace::TrackKind::core, .core = Core{63 - core}});
    }
    run.trace = trace;
    const Layout layout = layOut({run}, {false});
    QVERIFY(layout.height < 400);
    // In the order of their numbers, however they were added.
    QCOMPARE(trace->track(layout.groups.front().rows.front().track).info().core.value, 0);
}

void StateTest::timesAreRelativeToTheCall() {
    TimelineRun run = runOf(QStringLiteral("Threads"), samples::threaded(1600ms));
    QCOMPARE(zeroOf(run), samples::origin + samples::startup);
    QCOMPARE(lengthOf(run).value(), Duration(1600ms));
    QCOMPARE(extentOf(run).begin, Duration(-samples::startup));
    run.window.reset();
    QCOMPARE(zeroOf(run), samples::origin);
    QCOMPARE(lengthOf(run).value(), run.trace->horizon() - samples::origin);
    run.trace.reset();
    QVERIFY(!lengthOf(run).has_value());
}

void StateTest::fitShowsEveryRunAndItsLabel() {
    TimelineState state;
    state.add(runOf(QStringLiteral("Sequential"), samples::sequential(1600ms)));
    state.add(runOf(QStringLiteral("Processes"), samples::multiprocess(860ms)));
    const double lanes = 600;
    state.fit(lanes);
    QVERIFY(state.range().begin < 0s);
    const double room = static_cast<double>((state.range().end - 1600ms).count()) /
                        static_cast<double>(state.range().length().count()) * lanes;
    QVERIFY2(room > 50 && room < 90, qPrintable(QString::number(room)));
}

void StateTest::liveRangeGrowsWithTheTrace() {
    auto trace = std::make_shared<trace::Trace>();
    trace->set_origin(samples::origin);
    TimelineRun run;
    run.trace = trace;
    TimelineState state;
    state.add(run);
    state.setLive(true);
    int changes = 0;
    VisibleRange before = state.range();
    for (Duration now = 0s; now <= 5s; now += 50ms) {
        trace->set_horizon(samples::origin + now);
        state.refresh();
        QVERIFY(state.range().end > now);
        changes += state.range() == before ? 0 : 1;
        before = state.range();
    }
    QVERIFY2(changes < 15, "the ruler must stand still most of the time");
    state.setLive(false);
    state.fitUnlessChosen(600);
    QVERIFY(state.range().end < 6s);
}

void StateTest::liveRangeStaysWhereTheUserPutIt() {
    auto trace = std::make_shared<trace::Trace>();
    trace->set_origin(samples::origin);
    TimelineRun run;
    run.trace = trace;
    TimelineState state;
    state.add(run);
    state.setLive(true);
    const VisibleRange chosen{100ms, 300ms};
    state.choose(chosen);
    trace->set_horizon(samples::origin + 5s);
    state.refresh();
    QCOMPARE(state.range(), chosen);
    state.fit(600);
    QVERIFY(state.range().end > 5s);
}

void StateTest::newTracksAppearWhileRecording() {
    auto trace = std::make_shared<trace::Trace>();
    TimelineRun run;
    run.trace = trace;
    TimelineState state;
    state.add(run);
    state.setOpen(0, true);
    QVERIFY(state.layout().groups.front().rows.empty());
    trace->add_track({.kind = trace::TrackKind::core, .core = Core{0}});
    trace->add_process(Pid{10}, Pid{1}, samples::origin);
    trace::Thread& thread = trace->add_thread(trace::ProcessId{0}, Pid{10}, Tid{10}, samples::origin);
    state.refresh();
    QCOMPARE(state.layout().groups.front().rows.size(), 2U);
    QCOMPARE(state.layout().groups.front().rows.back().label, QStringLiteral("main"));
    thread.name = trace->intern("python3");
    state.refresh();
    QCOMPARE(state.layout().groups.front().rows.back().label, QStringLiteral("python3"));
}

void StateTest::levelsThatAreNotExactAreSaid() {
    const samples::Sample sample = samples::threaded(50ms);
    QVERIFY(notesOf({runOf(QStringLiteral("Threads"), sample)}).isEmpty());
    sample.trace->set_level(trace::Level::sampled);
    const QStringList notes =
        notesOf({runOf(QStringLiteral("Threads"), sample), runOf(QStringLiteral("Async"), sample)});
    QCOMPARE(notes.size(), 1);
    QVERIFY2(notes.front().contains(QStringLiteral("sampled")), qPrintable(notes.front()));
}

void StateTest::lossesAreSaid() {
    const samples::Sample sample = samples::threaded(50ms);
    sample.trace->count_events(0, 17);
    const QStringList notes = notesOf({runOf(QStringLiteral("Threads"), sample)});
    QCOMPARE(notes.size(), 1);
    QVERIFY(notes.front().contains(QStringLiteral("17")) && notes.front().contains(QStringLiteral("Threads")));
}

void StateTest::runsAreSaidInWords() {
    TimelineRun run = runOf(QStringLiteral("Threads"), samples::threaded(1620ms));
    run.figure = QStringLiteral("0.99×");
    const QString text = spokenText(run).replace(QChar(QChar::Nbsp), QLatin1Char(' '));
    QCOMPARE(text, QStringLiteral("Threads: 1.62 s, 0.99×, pid 4718 · 3 threads."));
    QCOMPARE(processesText(*samples::multiprocess().trace), QStringLiteral("pids 4727 4728 4729"));
    QCOMPARE(coresText(*run.trace), QStringLiteral("core 0, core 1"));
}

QTEST_MAIN(StateTest)
#include "state_test.moc"
