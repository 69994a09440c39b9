#include "core/analyze/figures.h"

#include "tests/unit/trace/trace_builder.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace manybrains::analyze {
namespace {

using trace::at_ms;
using trace::Level;
using trace::State;
using trace::TraceBuilder;
using trace::TrackId;

double of(const Figures& figures, State state) {
    return figures.time_by_state->at(static_cast<std::size_t>(state));
}

/// Two Python threads that count, begun and joined by main, on two cores:
///   0      10                          50       60
///   main   runs, joins                  runs
///   one    runs with the GIL 10-20, waits 20-30, runs 30-40, ends 40
///   two    waits 10-20, runs 20-30, waits 30-40, runs 40-50, ends 50
class TwoThreads : public testing::Test {
protected:
    explicit TwoThreads(Level level = Level::kernel) : build(level) {
        build.process(100, 0, 60);
        main = build.thread(100, 100, 0, 60);
        one = build.thread(100, 101, 10, 40);
        two = build.thread(100, 102, 10, 50);
        build.runs(main, 0, 10, 0, true).waits(main, 10, 50, State::join).runs(main, 50, 60, 0, true);
        build.runs(one, 10, 20, 0, true).waits(one, 20, 30, State::gil_wait).runs(one, 30, 40, 1, true);
        build.waits(two, 10, 20, State::gil_wait).runs(two, 20, 30, 1, true);
        build.waits(two, 30, 40, State::gil_wait).runs(two, 40, 50, 1, true);
    }

    void add_gil() {
        const TrackId gil = build.gil(100);
        build.stays(gil, 0, 10, main).stays(gil, 10, 20, one).stays(gil, 20, 30, two);
        build.stays(gil, 30, 40, one).stays(gil, 40, 50, two).stays(gil, 50, 60, main);
    }

    void add_tasks() { build.stays(build.task(100, 0), 12, 40, one).stays(build.task(100, 1), 15, 50, two); }

    [[nodiscard]] Figures all() { return figures(build.trace(), whole); }

    const Window whole{at_ms(0), at_ms(60)};
    TraceBuilder build;
    TrackId main{};
    TrackId one{};
    TrackId two{};
};

TEST_F(TwoThreads, RunOneAtATime) {
    const Figures found = all();
    EXPECT_DOUBLE_EQ(*found.cpu_s, 0.060);
    EXPECT_DOUBLE_EQ(*found.parallelism, 1.0);
    EXPECT_EQ(found.processes, 1U);
    EXPECT_EQ(found.threads, 3U);
}

TEST_F(TwoThreads, AreCutToTheWindow) {
    const Figures found = figures(build.trace(), {at_ms(15), at_ms(25)});
    EXPECT_DOUBLE_EQ(*found.cpu_s, 0.010);
    EXPECT_DOUBLE_EQ(*found.parallelism, 1.0);
    EXPECT_DOUBLE_EQ(of(found, State::join), 0.010);
    EXPECT_DOUBLE_EQ(of(found, State::gil_wait), 0.010);
    EXPECT_EQ(figures(build.trace(), {at_ms(40), at_ms(50)}).threads, 2U);
    EXPECT_EQ(figures(build.trace(), {at_ms(60), at_ms(70)}).processes, 0U);
}

TEST_F(TwoThreads, AnEmptyWindowHasNoParallelism) {
    EXPECT_FALSE(figures(build.trace(), {at_ms(20), at_ms(20)}).parallelism);
}

TEST_F(TwoThreads, SwitchesAreCountedAndEndsAreNot) {
    // main at 10, one at 20, two at 30; one and two end running, main too.
    EXPECT_EQ(all().context_switches, 3U);
    EXPECT_EQ(figures(build.trace(), {at_ms(20), at_ms(30)}).context_switches, 1U);
    EXPECT_EQ(figures(build.trace(), {at_ms(21), at_ms(30)}).context_switches, 0U);
}

TEST_F(TwoThreads, MigrationsCompareWithTheLastRunBefore) {
    EXPECT_EQ(all().migrations, 1U);
    EXPECT_EQ(figures(build.trace(), {at_ms(30), at_ms(31)}).migrations, 1U);
    EXPECT_EQ(figures(build.trace(), {at_ms(31), at_ms(60)}).migrations, 0U);
}

TEST_F(TwoThreads, WithoutAGilItsFiguresAreUnknown) {
    const Figures found = all();
    EXPECT_FALSE(found.gil_wait_s);
    EXPECT_FALSE(found.gil_handoffs);
    EXPECT_FALSE(found.running_without_gil_s);
}

TEST_F(TwoThreads, WithAGilHandOffsAreChangesOfTheHolder) {
    add_gil();
    const Figures found = all();
    EXPECT_DOUBLE_EQ(*found.gil_wait_s, 0.030);
    EXPECT_EQ(found.gil_handoffs, 5U);
    EXPECT_DOUBLE_EQ(*found.running_without_gil_s, 0);
    EXPECT_EQ(figures(build.trace(), {at_ms(20), at_ms(40)}).gil_handoffs, 2U);
}

TEST_F(TwoThreads, WithTasksOnlyTheirThreadsAreWorkers) {
    EXPECT_DOUBLE_EQ(of(all(), State::join), 0.040);
    EXPECT_FALSE(all().tasks_s);
    add_tasks();
    const Figures found = all();
    EXPECT_DOUBLE_EQ(of(found, State::join), 0);
    EXPECT_DOUBLE_EQ(of(found, State::running), 0.040);
    EXPECT_DOUBLE_EQ(*found.cpu_s, 0.060);
    EXPECT_DOUBLE_EQ(*found.tasks_s, 0.038);
}

TEST_F(TwoThreads, WhatIsOpenCountsUpToTheHorizon) {
    const TrackId late = build.thread(100, 103, 50);
    build.trace().track_for_writing(late).set_open(at_ms(50), static_cast<trace::Key>(State::running), 0);
    build.trace().set_horizon(at_ms(58));
    EXPECT_DOUBLE_EQ(*all().cpu_s, 0.068);
    EXPECT_DOUBLE_EQ(*figures(build.trace(), {at_ms(0), at_ms(55)}).cpu_s, 0.060);
}

TEST(Figures, TakingAndDroppingTheGilIsNoSwitch) {
    TraceBuilder build;
    build.process(100, 0);
    const TrackId thread = build.thread(100, 100, 0);
    build.runs(thread, 0, 5, 0, false).runs(thread, 5, 9, 0, true).runs(thread, 9, 10, 0, false);
    build.waits(thread, 10, 20, State::sleep).runs(thread, 20, 25, 1, true);
    build.gil(100);
    const Figures found = figures(build.trace(), {at_ms(0), at_ms(30)});
    EXPECT_EQ(found.context_switches, 1U);
    EXPECT_EQ(found.migrations, 1U);
    EXPECT_DOUBLE_EQ(*found.running_without_gil_s, 0.006);
}

TEST(Figures, EveryComingBackOnAnotherCoreIsAMigration) {
    TraceBuilder build;
    build.process(100, 0);
    const TrackId thread = build.thread(100, 100, 0);
    for (const int core : {0, 1, 0, 0, -1, 1, 0}) {
        const std::int64_t begin = 10 * static_cast<std::int64_t>(build.trace().track(thread).size());
        build.runs(thread, begin, begin + 10, core).waits(thread, begin + 10, begin + 20, State::sleep);
    }
    EXPECT_EQ(figures(build.trace(), {at_ms(0), at_ms(1000)}).migrations, 3U);
}

TEST(Figures, OfTheGilCountWhatIsOpenUpToTheHorizon) {
    TraceBuilder build;
    build.process(100, 0);
    const TrackId one = build.thread(100, 100, 0);
    const TrackId two = build.thread(100, 101, 0);
    const TrackId gil = build.gil(100);
    build.stays(gil, 0, 10, one).runs(one, 0, 10, 0, true);
    build.trace().track_for_writing(gil).set_open(at_ms(10), 1, static_cast<std::uint32_t>(two));
    build.trace().track_for_writing(one).set_open(at_ms(10), static_cast<trace::Key>(State::running), 0);
    build.trace().set_horizon(at_ms(15));
    const Figures found = figures(build.trace(), {at_ms(0), at_ms(100)});
    EXPECT_EQ(found.gil_handoffs, 1U);
    EXPECT_DOUBLE_EQ(*found.running_without_gil_s, 0.005);
}

TEST(Figures, RunningWithoutTheGilLeavesProcessesWithoutOneOut) {
    TraceBuilder build;
    build.process(100, 0);
    build.process(200, 0);
    build.runs(build.thread(100, 100, 0), 0, 10, 0, false).gil(100);
    build.runs(build.thread(200, 200, 0), 0, 10, 1, false);
    EXPECT_DOUBLE_EQ(*figures(build.trace(), {at_ms(0), at_ms(10)}).running_without_gil_s, 0.010);
}

class TwoThreadsAtLevel : public TwoThreads, public testing::WithParamInterface<Level> {
protected:
    TwoThreadsAtLevel() : TwoThreads(GetParam()) {}
};

TEST_P(TwoThreadsAtLevel, WhatIsNotKnownIsNotZero) {
    add_gil();
    const Level level = GetParam();
    const Figures found = all();
    const bool counts_switches = level == Level::kernel || level == Level::schedule;
    EXPECT_EQ(found.context_switches.has_value(), counts_switches);
    EXPECT_EQ(found.migrations.has_value(), counts_switches);
    EXPECT_EQ(found.running_without_gil_s.has_value(), level == Level::kernel);
    EXPECT_EQ(found.cpu_s.has_value(), level != Level::none);
    EXPECT_EQ(found.parallelism.has_value(), level != Level::none);
    EXPECT_EQ(found.time_by_state.has_value(), level != Level::none);
    EXPECT_EQ(found.processes.has_value(), level != Level::none);
    EXPECT_EQ(found.gil_wait_s.has_value(), level != Level::none);
    EXPECT_FALSE(found.peak_pss_bytes);
}

INSTANTIATE_TEST_SUITE_P(Levels, TwoThreadsAtLevel,
                         testing::Values(Level::kernel, Level::schedule, Level::probe, Level::sampled, Level::none));

} // namespace
} // namespace manybrains::analyze
