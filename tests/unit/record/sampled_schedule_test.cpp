// The schedule made out from samples and from the probe's calls: who runs where the kernel does not tell.
#include "core/record/gil_decoder.h"
#include "tests/unit/record/scene.h"
#include "tests/unit/record/trace_queries.h"

#include <gtest/gtest.h>

namespace manybrains::record::testing {
namespace {

using probe::Call;
using probe::Descriptor;
using probe::Kind;

constexpr int root = Scene::root;
constexpr std::int64_t ms = 1'000'000;

struct Sampling : Scene {
    Sampling() : Scene(Evidence::sample) {}
    void finish(std::int64_t time) { sweep.finish(time_from_ns(Scene::origin + time)); }
};

TEST(SampledSchedule, aRunnableThreadRunsWhereItWasSeen) {
    Sampling scene;
    scene.sample(1 * ms, root, 1, true, 0);
    scene.samples_complete(1 * ms);
    scene.sample(3 * ms, root, 1, false, 2 * ms);
    scene.samples_complete(3 * ms);
    scene.finish(4 * ms);
    EXPECT_EQ(scene.states(root), "0-1000000 other, 1000000-3000000 running@1, 3000000-4000000 other");
    EXPECT_EQ(scene.on_core(1), "1000000-3000000 100");
    EXPECT_TRUE(scene.trace.track(scene.thread_of(root).track).slice(1).thread_detail().sampled);
}

TEST(SampledSchedule, waitsAreExactAndMarkedSo) {
    Sampling scene;
    scene.probe(1 * ms, root, said(Kind::thread_start), 0);
    scene.call(2 * ms, root, Call::semaphore);
    scene.samples_complete(3 * ms);
    scene.returned(5 * ms + 1, root, Call::semaphore);
    scene.finish(6 * ms);
    EXPECT_EQ(scene.states(root), "0-1000000 other, 1000000-2000000 running@0, 2000000-5000001 lock, "
                                  "5000001-6000000 running@0");
    const trace::Track& track = scene.trace.track(scene.thread_of(root).track);
    EXPECT_TRUE(track.slice(1).thread_detail().sampled);
    EXPECT_FALSE(track.slice(2).thread_detail().sampled);
}

TEST(SampledSchedule, aCallTooShortToLeaveTheCoreIsNoWait) {
    Sampling scene;
    scene.probe(1 * ms, root, said(Kind::thread_start), 0);
    scene.call(2 * ms, root, Call::read);
    scene.returned(2 * ms + 5'000, root, Call::read, Descriptor::pipe);
    scene.finish(3 * ms);
    EXPECT_EQ(scene.states(root), "0-1000000 other, 1000000-3000000 running@0");
}

TEST(SampledSchedule, twoThreadsNeverShareACore) {
    Sampling scene;
    scene.thread(0, 101);
    for (std::int64_t time = 1; time <= 40; ++time) {
        scene.sample(time * ms, root, 0, true, time / 2 * ms);
        scene.sample(time * ms, 101, 0, true, time / 2 * ms);
        scene.samples_complete(time * ms);
    }
    scene.finish(41 * ms);
    EXPECT_EQ(violations(scene.trace), "");
    const auto ran = [&](int tid) { return time_in(scene.trace, scene.thread_of(tid), trace::State::running); };
    EXPECT_NEAR(to_seconds(ran(root)), to_seconds(ran(101)), 0.011);
    EXPECT_GT(time_in(scene.trace, scene.thread_of(root), trace::State::ready), Duration(10 * ms));
    EXPECT_LE(ran(root) + ran(101), Duration(41 * ms));
}

TEST(SampledSchedule, runningNeverExceedsWhatTheKernelHasAccountedByMoreThanItsDelay) {
    Sampling scene;
    for (std::int64_t time = 1; time <= 200; ++time) { // another program has the core for three quarters of the time
        scene.sample(time * ms, root, 0, true, time / 4 * ms);
        scene.samples_complete(time * ms);
    }
    scene.finish(200 * ms);
    const Duration ran = time_in(scene.trace, scene.thread_of(root), trace::State::running);
    EXPECT_NEAR(to_seconds(ran), 0.050, 0.012);
}

TEST(SampledSchedule, whoSpeaksOnACoreHasPushedTheOtherAside) {
    Sampling scene;
    scene.thread(0, 101);
    scene.probe(1 * ms, root, said(Kind::thread_start), 0);
    scene.probe(2 * ms, 101, said(Kind::thread_start), 0);
    scene.call(3 * ms, 101, Call::semaphore);
    scene.sample(4 * ms, 101, 0, false, 0);
    scene.samples_complete(4 * ms);
    scene.finish(5 * ms);
    EXPECT_EQ(scene.states(101), "0-2000000 ready, 2000000-3000000 running@0, 3000000-5000000 lock");
    EXPECT_EQ(scene.on_core(0), "1000000-2000000 100, 2000000-3000000 101");
}

TEST(SampledSchedule, whoWasPushedAsideGoesOnWhenTheOtherWaits) {
    Sampling scene;
    scene.thread(0, 101);
    scene.probe(1 * ms, root, said(Kind::thread_start), 0);
    scene.probe(2 * ms, 101, said(Kind::thread_start), 0);
    scene.call(2 * ms + 100, 101, Call::semaphore);
    scene.returned(4 * ms, 101, Call::semaphore);
    scene.finish(5 * ms);
    EXPECT_EQ(scene.states(root), "0-1000000 other, 1000000-2000000 running@0, 2000000-2000100 ready, "
                                  "2000100-4000000 running@0, 4000000-5000000 ready");
}

TEST(SampledSchedule, aThreadThatSaidGoodbyeIsNotSeenAgain) {
    Sampling scene;
    scene.thread(0, 101);
    scene.probe(1 * ms, 101, said(Kind::thread_start), 0);
    scene.probe(2 * ms, 101, said(Kind::thread_end), 0);
    scene.sample(3 * ms, 101, 0, true, 1 * ms); // on its way out
    scene.samples_complete(3 * ms);
    scene.thread(4 * ms, 101);
    scene.exit(5 * ms, 101);
    EXPECT_EQ(scene.trace.threads().size(), 2U);
    EXPECT_EQ(scene.thread_of(101).end_ns, Scene::origin + 2 * ms);
}

TEST(SampledSchedule, aForkedInterpreterKnowsItsLockAtOnce) {
    Sampling scene;
    scene.commands = {{root, "python3 x.py"}, {200, "python3 x.py"}, {300, "ls"}};
    scene.probe(1 * ms, root, said(Kind::process_start, 1), 0);
    scene.signal(2 * ms, root, 500 + cond_pair_distance);
    scene.signal(3 * ms, root, 500);
    scene.process(4 * ms, 200, root, 0);
    scene.probe(5 * ms, 200, said(Kind::process_start, root), 1);
    scene.signal(6 * ms, 200, 500 + cond_pair_distance);
    scene.finish(8 * ms);
    EXPECT_EQ(scene.gil(200), "6000000-8000000 200");
}

TEST(SampledSchedule, aNewNameOfTheFirstThreadIsANewProgram) {
    Sampling scene;
    scene.commands[root] = "python3 lesson.py";
    scene.rename(1 * ms, root, "python3");
    EXPECT_EQ(scene.trace.name(scene.trace.processes()[0]->command), "python3 lesson.py");
    EXPECT_EQ(scene.trace.name(scene.thread_of(root).name), "python3");
}

} // namespace
} // namespace manybrains::record::testing
