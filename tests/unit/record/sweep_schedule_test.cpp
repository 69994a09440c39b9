// From the kernel's switches to the states of threads and the tracks of cores, processes that come and go, and events
// that were lost.
#include "tests/unit/record/scene.h"
#include "tests/unit/record/trace_queries.h"

#include <gtest/gtest.h>

namespace manybrains::record::testing {
namespace {

constexpr int root = Scene::root;

TEST(SweepSchedule, aThreadRunsWaitsAndIsPushedAside) {
    Scene scene;
    scene.in(10, root, 0);
    scene.out(30, root, 0);
    scene.in(50, root, 1);
    scene.out(60, root, 1, true);
    scene.in(65, root, 1);
    scene.exit(80, root, 1);
    EXPECT_EQ(scene.states(root),
              "0-10 other, 10-30 running@0, 30-50 other, 50-60 running@1, 60-65 ready, 65-80 running@1");
    EXPECT_EQ(scene.on_core(0), "10-30 100");
    EXPECT_EQ(scene.on_core(1), "50-60 100, 65-80 100");
    EXPECT_EQ(scene.thread_of(root).switches, 2U);
    EXPECT_EQ(scene.thread_of(root).migrations, 1U);
    EXPECT_EQ(scene.thread_of(root).end_ns, Scene::origin + 80);
    EXPECT_EQ(violations(scene.trace), "");
}

TEST(SweepSchedule, aThreadThatLeavesFirstRanFromTheBeginning) {
    Scene scene;
    scene.out(20, root, 1);
    scene.exit(30, root);
    EXPECT_EQ(scene.states(root), "0-20 running@1, 20-30 other");
    EXPECT_EQ(scene.on_core(1), "0-20 100");
}

TEST(SweepSchedule, aNewThreadIsReadyUntilItGetsACore) {
    Scene scene;
    scene.in(5, root, 0);
    scene.rename(6, root, "python3");
    scene.thread(10, 101);
    scene.in(17, 101, 1);
    scene.exit(40, 101, 1);
    EXPECT_EQ(scene.states(101), "10-17 ready, 17-40 running@1");
    EXPECT_EQ(scene.trace.name(scene.thread_of(101).name), "python3");
    EXPECT_EQ(scene.trace.processes().size(), 1U);
}

TEST(SweepSchedule, processesKeepParentCommandAndEnd) {
    Scene scene;
    scene.commands[200] = "sleep 1";
    scene.in(5, root, 0);
    scene.process(10, 200, root, root);
    scene.in(12, 200, 1);
    scene.exec(20, 200, 1, "sleep");
    scene.probe(50, root, said(probe::Kind::child_ended, pair_of(200, 3 << 8)));
    scene.exit(40, 200, 1);
    scene.exit(60, root, 0);
    ASSERT_EQ(scene.trace.processes().size(), 2U);
    const trace::Process& child = *scene.trace.processes()[1];
    EXPECT_EQ(child.pid, Pid{200});
    EXPECT_EQ(child.parent, Pid{root});
    EXPECT_EQ(scene.trace.name(child.command), "sleep 1");
    EXPECT_EQ(scene.trace.name(scene.thread_of(200).name), "sleep");
    EXPECT_EQ(child.end_ns, Scene::origin + 40);
    const trace::ProcessEnd end = trace::unpack_process_end(child.end_status);
    EXPECT_TRUE(end.known);
    EXPECT_EQ(end.status, 3);
    EXPECT_EQ(count_instants(scene.trace, trace::InstantKind::process_start), 2U);
    EXPECT_EQ(count_instants(scene.trace, trace::InstantKind::process_exit), 2U);
}

TEST(SweepSchedule, aForkedChildIsCalledLikeItsParentUntilItExecutes) {
    Scene scene;
    scene.commands[root] = "python3 lesson.py";
    scene.in(1, root, 0);
    scene.exec(2, root, 0, "python3");
    scene.process(10, 200, root, root);
    EXPECT_EQ(scene.trace.name(scene.trace.processes()[1]->command), "python3 lesson.py");
}

TEST(SweepSchedule, aProcessLivesAsLongAsItsLastThread) {
    Scene scene;
    scene.in(5, root, 0);
    scene.thread(10, 101);
    scene.exit(20, root, 0);
    EXPECT_EQ(scene.trace.processes()[0]->end_ns, 0);
    scene.exit(30, 101, 1);
    EXPECT_EQ(scene.trace.processes()[0]->end_ns, Scene::origin + 30);
}

TEST(SweepSchedule, execEndsTheOtherThreads) {
    Scene scene;
    scene.in(5, root, 0);
    scene.thread(10, 101);
    scene.in(12, 101, 1);
    scene.exec(20, root, 0, "other");
    EXPECT_EQ(scene.thread_of(101).end_ns, Scene::origin + 20);
    EXPECT_EQ(scene.on_core(1), "12-20 101");
}

TEST(SweepSchedule, aThreadThatExecutesTakesOverTheFirstOnesNumber) {
    Scene scene;
    scene.in(5, root, 0);
    scene.thread(10, 101);
    scene.in(12, 101, 1);
    scene.exit(18, root, 0);
    scene.exec(20, root, 1, "other"); // the kernel calls thread 101 by the process's number from now on
    scene.out(30, root, 1);
    scene.exit(35, root, 1);
    EXPECT_EQ(scene.states(101), "10-12 ready, 12-20 running@1");
    EXPECT_EQ(scene.on_core(1), "12-20 101, 20-30 100");
    EXPECT_EQ(scene.trace.processes().size(), 1U);
    EXPECT_EQ(scene.trace.processes()[0]->end_ns, Scene::origin + 35);
    EXPECT_EQ(violations(scene.trace), "");
}

TEST(SweepSchedule, aNumberThatIsUsedAgainIsAnotherThread) {
    Scene scene;
    scene.in(5, root, 0);
    scene.thread(10, 101);
    scene.exit(20, 101, 1);
    scene.thread(30, 101);
    scene.thread(40, 101); // the end in between was lost
    scene.sweep.finish(time_from_ns(Scene::origin + 50));
    EXPECT_EQ(scene.trace.threads().size(), 4U);
    EXPECT_EQ(violations(scene.trace), "");
}

TEST(SweepSchedule, lostSwitchesNeverPutTwoThreadsOnOneCoreNorOneOnTwo) {
    Scene scene;
    scene.thread(1, 101);
    scene.in(10, root, 0);
    scene.in(20, 101, 0); // root's leaving was lost
    scene.in(30, 101, 1); // and 101's
    scene.out(35, root, 0);
    scene.in(40, root, 1);
    scene.in(45, root, 1);
    scene.out(50, root, 1);
    scene.out(55, root, 1);
    scene.sweep.finish(time_from_ns(Scene::origin + 60));
    EXPECT_EQ(scene.on_core(0), "10-20 100, 20-30 101");
    EXPECT_EQ(scene.on_core(1), "30-40 101, 40-45 100, 45-50 100");
    EXPECT_EQ(violations(scene.trace), "");
}

TEST(SweepSchedule, aThreadNobodyAnnouncedIsRecordedFromItsFirstEvent) {
    Scene scene;
    scene.in(10, 300, 0);
    scene.out(20, 300, 0);
    scene.exit(30, 300);
    EXPECT_EQ(scene.states(300), "10-20 running@0, 20-30 other");
}

TEST(SweepSchedule, whatIsOpenIsShownAndWhatEndedIsNot) {
    Scene scene;
    scene.in(10, root, 0);
    scene.sweep.publish(time_from_ns(Scene::origin + 15));
    const trace::Track& track = scene.trace.track(scene.thread_of(root).track);
    ASSERT_TRUE(track.open().has_value());
    EXPECT_EQ(track.open()->state(), trace::State::running);
    EXPECT_EQ(track.open()->begin, time_from_ns(Scene::origin + 10));
    const trace::Track& core = *tracks_of(scene.trace, trace::TrackKind::core)[0];
    ASSERT_TRUE(core.open().has_value());
    scene.exit(20, root, 0);
    scene.sweep.publish(time_from_ns(Scene::origin + 25));
    EXPECT_FALSE(track.open().has_value());
    EXPECT_FALSE(core.open().has_value());
}

TEST(SweepSchedule, finishingEndsWhatStillLives) {
    Scene scene;
    scene.in(10, root, 0);
    scene.thread(12, 101);
    scene.sweep.finish(time_from_ns(Scene::origin + 50));
    EXPECT_EQ(scene.states(root), "0-10 other, 10-50 running@0");
    EXPECT_EQ(scene.states(101), "12-50 ready");
    EXPECT_TRUE(scene.sweep.living().empty());
    EXPECT_EQ(scene.trace.processes()[0]->end_ns, Scene::origin + 50);
}

} // namespace
} // namespace manybrains::record::testing
