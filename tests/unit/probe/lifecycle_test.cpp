// Processes and threads as they come and go: each has its ring, its first record and its last.
#include "tests/unit/probe/recorded_run.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace manybrains::probe {
namespace {

using testing::Draining;
using testing::Preload;
using testing::Recorded;
using testing::RecordedRun;

TEST(Threads, BeginAndEndInTheirRings) {
    const RecordedRun run = testing::run({testing::program("threads"), "50"});
    ASSERT_TRUE(run.succeeded());
    EXPECT_EQ(run.of(Kind::thread_start).size(), 51U) << "the main thread too";
    EXPECT_EQ(run.of(Kind::thread_end).size(), 50U);
    for (const Recorded& start : run.of(Kind::thread_start)) {
        const std::vector<Recorded> own = run.of(start.writer.tid);
        if (start.writer.tid.value != run.pid.value) {
            EXPECT_EQ(own.front().event.kind, Kind::thread_start);
            EXPECT_EQ(own.back().event.kind, Kind::thread_end);
        }
    }
}

TEST(Threads, ThatFindNoRingAreCounted) {
    constexpr int threads = 2100;
    const RecordedRun run =
        testing::run({testing::program("threads"), std::to_string(threads)}, Preload::recording, Draining::at_end);
    ASSERT_TRUE(run.succeeded());
    EXPECT_EQ(run.of(Kind::thread_start).size(), ring_count);
    EXPECT_EQ(run.threads_lost, threads + 1 - ring_count);
}

TEST(Threads, RecordUntilTheLastRoundOfDestructors) {
    const RecordedRun run = testing::run({testing::program("thread_exit")});
    ASSERT_TRUE(run.succeeded());
    const Recorded end = run.of(Kind::thread_end).at(0);
    const std::vector<Recorded> own = run.of(end.writer.tid);
    EXPECT_EQ(own.back().event.kind, Kind::thread_end);
    EXPECT_GE(std::ranges::count(own, Kind::hint_begin, [](const Recorded& each) { return each.event.kind; }), 4);
}

TEST(Processes, StartWithTheirParentsPid) {
    const RecordedRun run = testing::run({testing::program("address_space")});
    ASSERT_EQ(run.of(Kind::process_start).size(), 1U);
    const Recorded start = run.events.front();
    EXPECT_EQ(start.event.kind, Kind::process_start);
    EXPECT_EQ(start.event.argument, static_cast<std::uint64_t>(::getpid()));
    EXPECT_EQ(start.writer.pid, run.pid);
    EXPECT_EQ(start.writer.tid.value, run.pid.value);
}

TEST(Processes, StartAgainWhenTheyExecute) {
    const RecordedRun run = testing::run({"/bin/sh", "-c", "exec " + testing::program("address_space")});
    ASSERT_TRUE(run.succeeded());
    const std::vector<Recorded> starts = run.of(Kind::process_start);
    ASSERT_EQ(starts.size(), 2U);
    EXPECT_EQ(starts[0].writer.pid, run.pid);
    EXPECT_EQ(starts[1].writer.pid, run.pid);
    EXPECT_NE(starts[0].writer.ring, starts[1].writer.ring);
}

TEST(Processes, RecordIntoTheirOwnRingWhenForked) {
    const RecordedRun run = testing::run({testing::program("waiting_calls")});
    ASSERT_TRUE(run.succeeded());
    std::set<std::uint32_t> rings;
    for (const Recorded& start : run.of(Kind::process_start)) {
        const std::vector<Recorded> own = run.of(start.writer.tid);
        EXPECT_EQ(own.front().event.kind, Kind::process_start);
        EXPECT_TRUE(rings.insert(start.writer.ring).second);
        if (start.writer.pid != run.pid) {
            EXPECT_EQ(start.event.argument, static_cast<std::uint64_t>(run.pid.value));
            EXPECT_EQ(testing::calls(own, Call::sleep).size(), 1U);
        }
    }
    EXPECT_EQ(rings.size(), 7U) << "the program and its six children";
}

TEST(Processes, KnowTheirCore) {
    const RecordedRun run = testing::run({testing::program("many_events"), "10"});
    const long cores = ::sysconf(_SC_NPROCESSORS_CONF);
    for (const Recorded& recorded : run.events) {
        EXPECT_TRUE(recorded.event.core.known());
        EXPECT_LT(recorded.event.core.value, cores);
    }
}

TEST(Tasks, CarryTheirIndexAndName) {
    const RecordedRun run = testing::run({testing::program("hot_path")});
    EXPECT_THAT(run.names, ::testing::ElementsAre("work"));
    EXPECT_EQ(run.of(Kind::task_begin).at(0).event.argument, 0U);
}

} // namespace
} // namespace manybrains::probe
