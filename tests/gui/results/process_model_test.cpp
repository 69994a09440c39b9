// The process table, on traces that are finished and on one that grows.
#include "app/results/process_model.h"
#include "tests/gui/timeline/sample_traces.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace manybrains;
using namespace manybrains::app;

namespace {

QString text(const ProcessModel& model, int row, int column, const QModelIndex& parent = {}) {
    return model.data(model.index(row, column, parent), Qt::DisplayRole).toString();
}

constexpr std::uint64_t mebibyte = 1 << 20;

} // namespace

class ProcessModelTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void listsEveryProcessWithItsThreads();
    void cpuTimeIsTheTraces();
    void followsATraceThatGrows();
    void showsMemoryNowAndItsPeakAtTheEnd();
    void saysHowAProcessEnded();
    void aFinishedTraceIsLeftAlone();
    void aRepeatTakesThePlaceOfItsForm();
};

void ProcessModelTest::listsEveryProcessWithItsThreads() {
    ProcessModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto threads = samples::threaded();
    const auto processes = samples::multiprocess();
    model.setSources({{QStringLiteral("Threads"), threads.trace}, {QStringLiteral("Processes"), processes.trace}});
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(text(model, 0, ProcessModel::pid_column), QString::number(threads.trace->processes()[0]->pid.value));
    QCOMPARE(model.rowCount(model.index(0, 0)), static_cast<int>(threads.trace->threads().size()));
    QCOMPARE(text(model, 0, ProcessModel::name_column), QStringLiteral("Threads"));
    QVERIFY(text(model, 2, ProcessModel::name_column).startsWith(QStringLiteral("Processes")));
}

void ProcessModelTest::cpuTimeIsTheTraces() {
    const auto sample = samples::sequential();
    Duration running{0};
    for (std::size_t i = 0; i < sample.trace->threads().size(); ++i) {
        const trace::Track& track = sample.trace->track(sample.trace->threads()[i]->track);
        running += Duration(track.covered_until(Time::max())[static_cast<std::size_t>(trace::State::running)]);
    }
    ProcessModel model;
    model.setSources({{QStringLiteral("Sequential"), sample.trace}});
    QCOMPARE(text(model, 0, ProcessModel::cpu_column), QStringLiteral("%1 s").arg(to_seconds(running), 0, 'f', 2));
}

void ProcessModelTest::followsATraceThatGrows() {
    auto trace = std::make_shared<trace::Trace>();
    trace->set_origin(samples::origin);
    ProcessModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSources({{QStringLiteral("Threads"), trace}});
    QCOMPARE(model.rowCount(), 0);

    trace->add_process(Pid{4711}, Pid{1}, samples::origin);
    trace::Thread& thread = trace->add_thread(trace::ProcessId{0}, Pid{4711}, Tid{4711}, samples::origin);
    trace::Track& track = trace->track_for_writing(thread.track);
    trace::ThreadDetail onCore;
    onCore.core = Core{1};
    track.set_open(samples::origin, static_cast<trace::Key>(trace::State::running), onCore.pack());
    trace->set_horizon(samples::origin + std::chrono::seconds(2));
    model.refresh();
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(text(model, 0, ProcessModel::state_column).contains(QStringLiteral("core 1")));
    QCOMPARE(text(model, 0, ProcessModel::cpu_column), QStringLiteral("2.00 s"));

    trace->add_thread(trace::ProcessId{0}, Pid{4711}, Tid{4712}, samples::origin);
    model.refresh();
    QCOMPARE(model.rowCount(model.index(0, 0)), 2);
}

void ProcessModelTest::showsMemoryNowAndItsPeakAtTheEnd() {
    auto trace = std::make_shared<trace::Trace>();
    trace->set_origin(samples::origin);
    trace::Process& process = trace->add_process(Pid{4711}, Pid{1}, samples::origin);
    ProcessModel model;
    model.setSources({{QStringLiteral("Threads"), trace}});
    QVERIFY(!text(model, 0, ProcessModel::memory_column).contains(QLatin1Char('0'))); // not known is not 0
    for (const std::uint64_t pss : {9 * mebibyte, 4 * mebibyte}) {
        trace->add(trace::MemorySample{samples::origin, trace::ProcessId{0}, pss, pss});
    }
    model.refresh();
    QCOMPARE(text(model, 0, ProcessModel::memory_column), QStringLiteral("4.0 MiB"));
    process.end_ns = to_ns(samples::origin) + 1;
    model.refresh();
    QCOMPARE(text(model, 0, ProcessModel::memory_column), QStringLiteral("9.0 MiB"));
}

void ProcessModelTest::saysHowAProcessEnded() {
    auto trace = std::make_shared<trace::Trace>();
    trace::Process& process = trace->add_process(Pid{4711}, Pid{1}, samples::origin);
    process.end_status = trace::pack(trace::ProcessEnd{true, 0, 11});
    process.end_ns = to_ns(samples::origin) + 1;
    ProcessModel model;
    model.setSources({{QStringLiteral("Threads"), trace}});
    QVERIFY(text(model, 0, ProcessModel::state_column).contains(QStringLiteral("signal 11")));
}

void ProcessModelTest::aFinishedTraceIsLeftAlone() {
    const auto sample = samples::sequential();
    sample.trace->finish();
    ProcessModel model;
    model.setSources({{QStringLiteral("Sequential"), sample.trace}});
    QSignalSpy changed(&model, &ProcessModel::dataChanged);
    model.refresh();
    QCOMPARE(changed.count(), 0);
}

void ProcessModelTest::aRepeatTakesThePlaceOfItsForm() {
    auto again = std::make_shared<trace::Trace>();
    ProcessModel model;
    model.setSources({{QStringLiteral("Sequential"), again}, {QStringLiteral("Threads"), samples::threaded().trace}});
    QCOMPARE(model.rowCount(), 1);
    again->add_process(Pid{4711}, Pid{1}, samples::origin);
    model.refresh();
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(text(model, 0, ProcessModel::name_column), QStringLiteral("Sequential"));
}

QTEST_GUILESS_MAIN(ProcessModelTest)
#include "process_model_test.moc"
