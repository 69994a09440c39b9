// What a thread waits for: the probe's calls, hints and tasks over the kernel's switches.
#include "tests/unit/record/scene.h"
#include "tests/unit/record/trace_queries.h"

#include <gtest/gtest.h>

#include <signal.h>

namespace manybrains::record::testing {
namespace {

using probe::Call;
using probe::Descriptor;
using probe::Kind;
using trace::State;

constexpr int root = Scene::root;

/// What time off the core inside of this call becomes.
std::string state_in(Call call, Descriptor descriptor = {}, bool timed_out = false) {
    Scene scene;
    scene.in(10, root, 0);
    scene.call(20, root, call);
    scene.out(30, root, 0);
    scene.in(40, root, 0);
    scene.returned(50, root, call, descriptor, timed_out);
    scene.exit(60, root);
    constexpr std::string_view before = "0-10 other, 10-30 running@0, 30-40 ";
    constexpr std::string_view after = ", 40-60 running@0";
    const std::string states = scene.states(root);
    EXPECT_TRUE(states.starts_with(before) && states.ends_with(after)) << states;
    return states.substr(before.size(), states.size() - before.size() - after.size());
}

TEST(SweepProbe, callsAreReasons) {
    EXPECT_EQ(state_in(Call::gil), "gil-wait");
    EXPECT_EQ(state_in(Call::sleep), "sleep");
    EXPECT_EQ(state_in(Call::semaphore), "lock");
    EXPECT_EQ(state_in(Call::mutex), "lock");
    EXPECT_EQ(state_in(Call::futex), "lock");
    EXPECT_EQ(state_in(Call::file_lock), "lock");
    EXPECT_EQ(state_in(Call::condition), "wait");
    EXPECT_EQ(state_in(Call::thread_join), "join");
    EXPECT_EQ(state_in(Call::process_wait), "child");
}

TEST(SweepProbe, descriptorsDecideWhatAreadOrASocketCallWaitsFor) {
    for (const Call call : {Call::read, Call::write}) {
        EXPECT_EQ(state_in(call, Descriptor::pipe), "pipe");
        EXPECT_EQ(state_in(call, Descriptor::unix_socket), "pipe");
        EXPECT_EQ(state_in(call, Descriptor::network_socket), "network");
        EXPECT_EQ(state_in(call, Descriptor::file), "disk");
        EXPECT_EQ(state_in(call, Descriptor::other), "other");
        EXPECT_EQ(state_in(call), "other");
    }
    for (const Call call : {Call::receive, Call::send, Call::accept, Call::connect}) {
        EXPECT_EQ(state_in(call, Descriptor::network_socket), "network");
        EXPECT_EQ(state_in(call, Descriptor::unix_socket), "pipe");
        EXPECT_EQ(state_in(call), "network");
    }
}

TEST(SweepProbe, aPollThatEndedByItsTimeoutWasASleep) {
    EXPECT_EQ(state_in(Call::poll, {}, true), "sleep");
    EXPECT_EQ(state_in(Call::poll, Descriptor::network_socket), "network");
    EXPECT_EQ(state_in(Call::poll, Descriptor::pipe), "pipe");
    EXPECT_EQ(state_in(Call::poll, Descriptor::other), "wait");
}

TEST(SweepProbe, theSystemIsAskedWhereTheProbeDidNotLook) {
    Scene scene;
    scene.descriptors[7] = State::pipe;
    scene.in(10, root, 0);
    scene.call(20, root, Call::read, 7);
    scene.out(30, root, 0);
    scene.in(40, root, 0);
    scene.returned(50, root, Call::read);
    scene.exit(60, root);
    EXPECT_EQ(scene.states(root), "0-10 other, 10-30 running@0, 30-40 pipe, 40-60 running@0");
}

TEST(SweepProbe, preemptionIsReadyWhateverTheCall) {
    Scene scene;
    scene.in(10, root, 0);
    scene.call(20, root, Call::read);
    scene.out(30, root, 0, true);
    scene.in(40, root, 0);
    scene.out(50, root, 0);
    scene.in(60, root, 0);
    scene.returned(70, root, Call::read, Descriptor::file);
    scene.exit(80, root);
    EXPECT_EQ(scene.states(root),
              "0-10 other, 10-30 running@0, 30-40 ready, 40-50 running@0, 50-60 disk, 60-80 running@0");
}

TEST(SweepProbe, outsideOfCallsTheReasonIsUnknown) {
    Scene scene;
    scene.in(10, root, 0);
    scene.call(15, root, Call::sleep);
    scene.returned(16, root, Call::sleep);
    scene.out(20, root, 0);
    scene.in(30, root, 0);
    scene.exit(40, root);
    EXPECT_EQ(scene.states(root), "0-10 other, 10-20 running@0, 20-30 other, 30-40 running@0");
}

TEST(SweepProbe, theOutermostHintWinsOverTheInnermostCall) {
    Scene scene;
    const auto hint = [](Kind kind, State state) { return said(kind, static_cast<std::uint64_t>(state)); };
    scene.in(10, root, 0);
    scene.probe(11, root, hint(Kind::hint_begin, State::join));
    scene.probe(12, root, hint(Kind::hint_begin, State::wait));
    scene.call(13, root, Call::semaphore);
    scene.out(20, root, 0);
    scene.in(30, root, 0);
    scene.returned(31, root, Call::semaphore);
    scene.call(32, root, Call::gil); // waiting for the GIL stays that
    scene.out(40, root, 0);
    scene.in(50, root, 0);
    scene.returned(51, root, Call::gil);
    scene.probe(52, root, hint(Kind::hint_end, State::wait));
    scene.probe(53, root, hint(Kind::hint_end, State::join));
    scene.call(54, root, Call::semaphore);
    scene.out(60, root, 0);
    scene.in(70, root, 0);
    scene.exit(80, root);
    EXPECT_EQ(scene.states(root), "0-10 other, 10-20 running@0, 20-30 join, 30-40 running@0, 40-50 gil-wait, "
                                  "50-60 running@0, 60-70 lock, 70-80 running@0");
}

TEST(SweepProbe, aCallInsideASignalHandlerHasAReasonOfItsOwn) {
    Scene scene;
    scene.in(10, root, 0);
    scene.call(12, root, Call::read);
    scene.out(20, root, 0);
    scene.in(30, root, 0);
    scene.call(31, root, Call::write);
    scene.out(40, root, 0);
    scene.in(50, root, 0);
    scene.returned(51, root, Call::write, Descriptor::pipe);
    scene.out(60, root, 0);
    scene.in(70, root, 0);
    scene.returned(71, root, Call::read, Descriptor::network_socket);
    scene.exit(80, root);
    EXPECT_EQ(scene.states(root), "0-10 other, 10-20 running@0, 20-30 network, 30-40 running@0, 40-50 pipe, "
                                  "50-60 running@0, 60-70 network, 70-80 running@0");
}

TEST(SweepProbe, anEndWithoutABeginAndABeginWithoutAnEndDoNoHarm) {
    Scene scene;
    scene.in(10, root, 0);
    scene.returned(11, root, Call::read, Descriptor::pipe);
    scene.call(12, root, Call::read);
    scene.call(13, root, Call::semaphore);
    scene.out(20, root, 0);
    scene.in(30, root, 0);
    scene.returned(31, root, Call::read, Descriptor::pipe); // the semaphore's end was lost
    scene.out(40, root, 0);
    scene.in(50, root, 0);
    scene.exit(60, root);
    EXPECT_EQ(scene.states(root), "0-10 other, 10-20 running@0, 20-30 lock, 30-40 running@0, 40-50 other, "
                                  "50-60 running@0");
}

TEST(SweepProbe, aCallThatOthersComeAndGoInsideOfHasEndedUnheard) {
    Scene scene;
    scene.in(10, root, 0);
    scene.call(11, root, Call::semaphore);
    for (int time = 12; time < 32; time += 2) {
        scene.call(time, root, Call::read);
        scene.returned(time + 1, root, Call::read);
    }
    scene.out(40, root, 0);
    scene.in(50, root, 0);
    scene.exit(60, root);
    EXPECT_EQ(scene.states(root), "0-10 other, 10-40 running@0, 40-50 other, 50-60 running@0");
}

TEST(SweepProbe, recordsThatComeLateAreRaisedToThePresent) {
    Scene scene;
    scene.in(10, root, 0);
    scene.out(30, root, 0, true);
    scene.in(50, root, 0);
    scene.call(25, root, Call::sleep); // its clock was read before it was pushed aside
    scene.out(60, root, 0);
    scene.in(80, root, 0);
    scene.returned(81, root, Call::sleep);
    scene.exit(90, root);
    EXPECT_EQ(scene.states(root), "0-10 other, 10-30 running@0, 30-50 ready, 50-60 running@0, 60-80 sleep, "
                                  "80-90 running@0");
    EXPECT_EQ(violations(scene.trace), "");
}

TEST(SweepProbe, aLongOpenCallIsShownAsWhatTheSystemSays) {
    Scene scene;
    scene.descriptors[5] = State::network;
    scene.in(10, root, 0);
    scene.call(20, root, Call::read, 5);
    scene.out(30, root, 0);
    const trace::Track& track = scene.trace.track(scene.thread_of(root).track);
    scene.sweep.publish(time_from_ns(Scene::origin + 9'000'000));
    EXPECT_EQ(track.open()->state(), State::other); // too early to ask
    scene.sweep.publish(time_from_ns(Scene::origin + 11'000'000));
    EXPECT_EQ(track.open()->state(), State::network);
    scene.in(12'000'000, root, 0);
    scene.sweep.publish(time_from_ns(Scene::origin + 12'000'001));
    EXPECT_EQ(track.open()->state(), State::network) << "until the call has ended";
    EXPECT_EQ(track.open()->begin, time_from_ns(Scene::origin + 30));
    scene.returned(12'000'010, root, Call::read, Descriptor::unix_socket); // the probe knows better
    scene.exit(12'000'020, root);
    EXPECT_EQ(scene.states(root), "0-10 other, 10-30 running@0, 30-12000000 pipe, 12000000-12000020 running@0");
}

TEST(SweepProbe, anEventLoopThatWatchesNothingOutsideIsShownSleeping) {
    Scene scene;
    scene.descriptors[5] = State::wait;
    scene.in(10, root, 0);
    scene.call(20, root, Call::poll, 5);
    scene.out(30, root, 0);
    scene.sweep.publish(time_from_ns(Scene::origin + 20'000'000));
    EXPECT_EQ(scene.trace.track(scene.thread_of(root).track).open()->state(), State::sleep);
}

TEST(SweepProbe, execForgetsTheCallsOfTheProgramBefore) {
    Scene scene;
    scene.in(10, root, 0);
    scene.call(11, root, Call::semaphore);
    scene.exec(12, root, 0, "next");
    scene.out(20, root, 0);
    scene.in(30, root, 0);
    scene.exit(40, root);
    EXPECT_EQ(scene.states(root), "0-10 other, 10-20 running@0, 20-30 other, 30-40 running@0");
}

TEST(SweepProbe, tasksHaveATrackEachAndRunsOfOneTaskShareIt) {
    Scene scene;
    scene.task_names[4] = "count";
    scene.in(1, root, 0);
    scene.thread(2, 101);
    scene.probe(10, root, said(Kind::task_begin, pair_of(0, 4)));
    scene.probe(20, root, said(Kind::task_end, pair_of(0, 4)));
    scene.probe(30, 101, said(Kind::task_begin, pair_of(0, 4)));
    scene.probe(35, 101, said(Kind::task_begin, pair_of(1, 4)));
    scene.probe(40, 101, said(Kind::task_end, pair_of(0, 4)));
    scene.probe(41, 101, said(Kind::task_end, pair_of(9, 4))); // never begun
    scene.exit(50, 101, 1);
    EXPECT_EQ(scene.tasks(), "count 0: 10-20 100, 30-40 101, count 1: 35-50 101");
}

TEST(SweepProbe, oneTaskOnTwoThreadsAtOnceHasTwoTracks) {
    Scene scene;
    scene.thread(2, 101);
    scene.probe(10, root, said(Kind::task_begin, pair_of(0, 0)));
    scene.probe(15, 101, said(Kind::task_begin, pair_of(0, 0)));
    scene.probe(20, root, said(Kind::task_end, pair_of(0, 0)));
    scene.probe(30, 101, said(Kind::task_end, pair_of(0, 0)));
    EXPECT_EQ(scene.tasks(), " 0: 10-20 100,  0: 15-30 101");
}

TEST(SweepProbe, aDeathByASignalFromOutsideIsACrash) {
    Scene scene;
    scene.in(1, root, 0);
    scene.process(2, 200, root, root);
    scene.exit(8, 200, 1);
    scene.probe(9, root, said(Kind::child_ended, pair_of(200, SIGSEGV)));
    ASSERT_TRUE(scene.sweep.crash().has_value());
    EXPECT_EQ(scene.sweep.crash()->pid, Pid{200});
    EXPECT_EQ(scene.sweep.crash()->signal, SIGSEGV);
    EXPECT_EQ(trace::unpack_process_end(scene.trace.processes()[1]->end_status).signal, SIGSEGV);
}

TEST(SweepProbe, aDeathThatAnotherProcessOfTheTreeWantedIsNot) {
    Scene scene;
    scene.process(2, 200, root, root);
    scene.process(2, 201, root, root);
    scene.probe(5, root, said(Kind::signal_sent, pair_of(200, SIGTERM)));
    scene.probe(9, root, said(Kind::child_ended, pair_of(200, SIGTERM)));
    EXPECT_FALSE(scene.sweep.crash().has_value());
    scene.probe(10, root, said(Kind::signal_sent, pair_of(static_cast<std::uint32_t>(-root), SIGINT)));
    scene.probe(11, root, said(Kind::child_ended, pair_of(201, SIGINT)));
    EXPECT_FALSE(scene.sweep.crash().has_value()) << "its group was meant";
}

TEST(SweepProbe, aProcessThatEndsItselfByASignalHasCrashed) {
    Scene scene;
    scene.process(2, 200, root, root);
    scene.probe(5, 200, said(Kind::signal_sent, pair_of(200, SIGKILL)));
    scene.probe(9, root, said(Kind::child_ended, pair_of(200, SIGKILL)));
    EXPECT_TRUE(scene.sweep.crash().has_value());
}

TEST(SweepProbe, anExitIsNoCrash) {
    Scene scene;
    scene.process(2, 200, root, root);
    scene.probe(9, root, said(Kind::child_ended, pair_of(200, 1 << 8)));
    EXPECT_FALSE(scene.sweep.crash().has_value());
}

} // namespace
} // namespace manybrains::record::testing
