// The interpreter lock, read from condition variables that are signalled.
#include "core/record/gil_decoder.h"
#include "tests/unit/record/scene.h"
#include "tests/unit/record/trace_queries.h"

#include <gtest/gtest.h>

namespace manybrains::record::testing {
namespace {

using probe::Kind;
using trace::InstantKind;

constexpr int root = Scene::root;
constexpr std::uint64_t cond = 1000;
constexpr std::uint64_t switch_cond = cond + cond_pair_distance;

/// A process with two threads on their cores, in which the pair is known.
struct TwoThreads : Scene {
    TwoThreads() {
        in(1, root, 0);
        thread(2, 101);
        in(3, 101, 1);
        signal(4, root, switch_cond);
        signal(5, root, cond);
    }
    void take(std::int64_t time, int tid) { signal(time, tid, switch_cond); }
    void drop(std::int64_t time, int tid) { signal(time, tid, cond); }
    void wait_for(std::int64_t time, int tid, std::uint64_t offset) {
        call(time, tid, probe::Call::gil, static_cast<int>(offset));
    }
    void finish() { sweep.finish(time_from_ns(Scene::origin + 1000)); }
};

TEST(CondPairFinder, findsThePairByItsDistanceAlone) {
    CondPairFinder finder;
    for (const std::uint64_t offset : {std::uint64_t{8}, switch_cond, std::uint64_t{8}, std::uint64_t{5000}}) {
        finder.see(offset);
        EXPECT_FALSE(finder.cond().has_value());
    }
    finder.see(cond);
    EXPECT_EQ(finder.cond(), cond);
    finder.see(cond - cond_pair_distance);
    EXPECT_EQ(finder.cond(), cond) << "the first pair stays";
}

TEST(GilDecoder, whatCameBeforeThePairWasKnownIsNotLost) {
    Scene scene;
    scene.in(1, root, 0);
    scene.signal(10, root, switch_cond);
    scene.signal(12, root, 7777);
    EXPECT_FALSE(scene.trace.gil_seen());
    scene.signal(20, root, cond);
    EXPECT_TRUE(scene.trace.gil_seen());
    EXPECT_EQ(scene.gil(root), "10-20 100");
}

TEST(GilDecoder, runningSlicesAreSplitWhereTheLockIsTakenAndLetGo) {
    TwoThreads scene;
    scene.take(10, root);
    scene.out(15, root, 0, true);
    scene.in(18, root, 0);
    scene.drop(20, root);
    scene.finish();
    EXPECT_EQ(scene.states(root), "0-1 other, 1-4 running@0, 4-5 running@0+gil, 5-10 running@0, "
                                  "10-15 running@0+gil, 15-18 ready, 18-20 running@0+gil, 20-1000 running@0");
    EXPECT_EQ(scene.gil(root), "4-5 100, 10-20 100");
    EXPECT_EQ(violations(scene.trace), "");
}

TEST(GilDecoder, anotherHolderThanTheLastIsAHandoff) {
    TwoThreads scene;
    scene.take(10, root);
    scene.drop(20, root);
    scene.take(21, root);
    scene.drop(30, root);
    scene.take(31, 101);
    scene.drop(40, 101);
    scene.take(41, root);
    EXPECT_EQ(count_instants(scene.trace, InstantKind::gil_handoff), 2U);
}

TEST(GilDecoder, aWaitForTheLockIsARequestAWaitForTheSwitchIsNot) {
    TwoThreads scene;
    scene.take(10, root);
    scene.wait_for(12, 101, cond);
    scene.drop(20, root);
    scene.wait_for(21, root, switch_cond);
    EXPECT_EQ(count_instants(scene.trace, InstantKind::gil_request), 1U);
}

TEST(GilDecoder, takesNestAndDropsOfOthersAreIgnored) {
    TwoThreads scene;
    scene.take(10, root);
    scene.take(12, root);
    scene.drop(14, 101);
    scene.drop(20, root);
    scene.drop(22, root);
    scene.finish();
    EXPECT_EQ(scene.gil(root), "4-5 100, 10-20 100");
    EXPECT_EQ(violations(scene.trace), "");
}

TEST(GilDecoder, aTakeEndsAHoldThatNobodySawEnd) {
    TwoThreads scene;
    scene.take(10, root);
    scene.take(30, 101);
    scene.drop(40, 101);
    scene.finish();
    EXPECT_EQ(scene.gil(root), "4-5 100, 10-30 100, 30-40 101");
    EXPECT_EQ(violations(scene.trace), "");
}

TEST(GilDecoder, aThreadTakesItsHoldWithIt) {
    TwoThreads scene;
    scene.take(10, 101);
    scene.exit(20, 101, 1);
    scene.finish();
    EXPECT_EQ(scene.gil(root), "4-5 100, 10-20 101");
    EXPECT_EQ(violations(scene.trace), "");
}

TEST(GilDecoder, aForkedChildBeginsInsideTheLock) {
    TwoThreads scene;
    scene.take(10, root);
    scene.process(20, 200, root, root);
    scene.out(21, root, 0);
    scene.in(22, 200, 0);
    EXPECT_EQ(scene.gil(200), "no GIL seen") << "it may be about to execute something else";
    scene.take(25, 200); // CPython takes it anew in the child
    scene.drop(30, 200);
    scene.in(35, 101, 1);
    scene.drop(40, root);
    scene.finish();
    EXPECT_EQ(scene.gil(200), "20-30 200");
    EXPECT_EQ(scene.gil(root), "4-5 100, 10-40 100");
    EXPECT_EQ(violations(scene.trace), "");
}

TEST(GilDecoder, aChildForkedByAThreadWithoutTheLockDoesNotHoldIt) {
    TwoThreads scene;
    scene.take(10, root);
    scene.process(20, 200, root, 101);
    scene.drop(30, 200);
    EXPECT_EQ(scene.gil(200), "no GIL seen");
    scene.take(31, 200);
    scene.drop(32, 200);
    EXPECT_EQ(scene.gil(200), "31-32 200") << "the pair is its parent's";
}

TEST(GilDecoder, aChildThatExecutesAnotherProgramHasNoLock) {
    TwoThreads scene;
    scene.take(10, root);
    scene.process(20, 200, root, root);
    scene.out(21, root, 0);
    scene.in(22, 200, 0);
    scene.exec(25, 200, 0, "ls");
    scene.signal(26, 200, cond); // its own, whatever it is
    scene.exit(30, 200, 0);
    EXPECT_EQ(scene.gil(200), "no GIL seen");
}

TEST(GilDecoder, aChildThatExecutesAnInterpreterShowsBothHolds) {
    TwoThreads scene;
    scene.take(10, root);
    scene.process(20, 200, root, root);
    scene.out(21, root, 0);
    scene.in(22, 200, 0);
    scene.exec(25, 200, 0, "python3");
    scene.signal(30, 200, 50 + cond_pair_distance);
    scene.signal(40, 200, 50);
    scene.finish();
    EXPECT_EQ(scene.gil(200), "20-25 200, 30-40 200");
    EXPECT_EQ(violations(scene.trace), "");
}

TEST(GilDecoder, theNativeLockSpeaksForItself) {
    Scene scene;
    scene.in(1, root, 0);
    scene.thread(2, 101);
    scene.probe(10, root, said(Kind::gil_take, 1));
    scene.probe(15, 101, {.kind = Kind::call_begin, .call = probe::Call::gil, .argument = 1});
    scene.probe(20, root, said(Kind::gil_drop, 1));
    scene.probe(21, 101, said(Kind::gil_take, 1));
    scene.sweep.finish(time_from_ns(Scene::origin + 30));
    EXPECT_EQ(scene.gil(root), "10-20 100, 21-30 101");
    EXPECT_EQ(count_instants(scene.trace, InstantKind::gil_request), 1U);
    EXPECT_EQ(count_instants(scene.trace, InstantKind::gil_handoff), 1U);
}

TEST(GilDecoder, aLateDropEndsTheHoldAndTheRunningSliceTogether) {
    TwoThreads scene;
    scene.take(10, root);
    scene.out(30, root, 0, true);
    scene.in(40, root, 0);
    scene.drop(25, root); // its clock was read before it was pushed aside
    scene.take(41, 101);
    scene.finish();
    EXPECT_EQ(scene.gil(root), "4-5 100, 10-40 100, 41-1000 101");
    EXPECT_EQ(violations(scene.trace), "");
}

} // namespace
} // namespace manybrains::record::testing
