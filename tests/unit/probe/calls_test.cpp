// Every interposed function, called by real programs step by step: what is recorded of each.
#include "tests/unit/probe/recorded_run.h"

#include <gtest/gtest.h>

#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace manybrains::probe {
namespace {

using testing::BlockingCall;
using testing::Recorded;
using testing::RecordedRun;

/// The blocking call that a step consists of.
struct Expected {
    std::string step;
    Call call = Call::none;               ///< none: nothing is recorded
    std::optional<Descriptor> descriptor; ///< of steps that are long for certain
    bool timed_out = false;
};

constexpr bool timed_out = true;

/// One step of a program made of steps (programs/steps.h), as it was recorded.
struct Step {
    std::string name;
    std::vector<Recorded> events;
};

std::vector<std::string> step_names(const std::string& output) {
    std::vector<std::string> names;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        names.push_back(line.substr(0, line.find(" returned ")));
    }
    return names;
}

std::vector<Step> steps_of(const RecordedRun& run) {
    std::vector<Step> steps;
    for (const std::string& name : step_names(run.output)) {
        steps.push_back({name, {}});
    }
    std::optional<std::size_t> current;
    for (const Recorded& recorded : run.of_main()) {
        if (recorded.event.kind == Kind::task_begin) {
            current = recorded.event.argument & 0xffff'ffff;
        } else if (recorded.event.kind == Kind::task_end) {
            current.reset();
        } else if (current) {
            steps.at(*current).events.push_back(recorded);
        }
    }
    return steps;
}

void expect_call(const Step& step, const Expected& expected) {
    SCOPED_TRACE(step.name);
    EXPECT_EQ(step.name, expected.step);
    const std::vector<BlockingCall> calls = testing::calls(step.events);
    ASSERT_EQ(calls.size(), expected.call == Call::none ? 0U : 1U);
    if (!calls.empty()) {
        EXPECT_EQ(calls[0].call, expected.call);
        EXPECT_EQ(calls[0].timed_out, expected.timed_out);
        EXPECT_EQ(calls[0].descriptor, expected.descriptor.value_or(calls[0].descriptor));
    }
}

void expect_steps(const RecordedRun& run, const std::vector<Expected>& expected) {
    ASSERT_TRUE(run.succeeded()) << run.output;
    const std::vector<Step> steps = steps_of(run);
    ASSERT_EQ(steps.size(), expected.size()) << run.output;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        expect_call(steps[i], expected[i]);
    }
}

TEST(BlockingCalls, OnDescriptorsTellWhatTheDescriptorIs) {
    expect_steps(testing::run({testing::program("descriptor_calls")}),
                 {{"read", Call::read, Descriptor::pipe},
                  {"readv", Call::read, Descriptor::pipe},
                  {"__read_chk", Call::read, Descriptor::pipe},
                  {"read of nothing", Call::read, {}},
                  {"write", Call::write, Descriptor::pipe},
                  {"writev", Call::write, Descriptor::pipe},
                  {"pwrite", Call::write, {}},
                  {"pwrite64", Call::write, {}},
                  {"pread", Call::read, {}},
                  {"pread64", Call::read, {}},
                  {"__pread_chk", Call::read, {}},
                  {"__pread64_chk", Call::read, {}},
                  {"fsync", Call::write, {}},
                  {"fdatasync", Call::write, {}},
                  {"fdatasync of a pipe", Call::write, {}},
                  {"flock", Call::file_lock, Descriptor::file},
                  {"recv", Call::receive, Descriptor::unix_socket},
                  {"recvfrom", Call::receive, Descriptor::unix_socket},
                  {"recvmsg", Call::receive, Descriptor::unix_socket},
                  {"__recv_chk", Call::receive, Descriptor::unix_socket},
                  {"__recvfrom_chk", Call::receive, Descriptor::unix_socket},
                  {"send", Call::send, Descriptor::unix_socket},
                  {"sendto", Call::send, Descriptor::unix_socket},
                  {"sendmsg", Call::send, Descriptor::unix_socket},
                  {"send to nobody", Call::send, {}},
                  {"accept", Call::accept, Descriptor::network_socket},
                  {"accept4", Call::accept, Descriptor::network_socket},
                  {"connect", Call::connect, {}},
                  {"recv from the network", Call::receive, Descriptor::network_socket},
                  {"connect that waits", Call::connect, Descriptor::unix_socket}});
}

TEST(BlockingCalls, ThatWaitTellWhatFor) {
    constexpr auto nothing = Call::none;
    expect_steps(testing::run({testing::program("waiting_calls")}),
                 {{"nanosleep", Call::sleep, {}},
                  {"clock_nanosleep", Call::sleep, {}},
                  {"clock_nanosleep of no clock", Call::sleep, {}},
                  {"usleep", Call::sleep, {}},
                  {"sleep", Call::sleep, {}},
                  {"poll", Call::poll, Descriptor::pipe},
                  {"ppoll", Call::poll, Descriptor::pipe},
                  {"__poll_chk", Call::poll, Descriptor::pipe},
                  {"__ppoll_chk", Call::poll, Descriptor::pipe},
                  {"poll that times out", Call::poll, {}, timed_out},
                  {"poll that does not wait", nothing, {}},
                  {"poll of nothing", Call::sleep, {}, timed_out},
                  {"select", Call::poll, Descriptor::pipe},
                  {"pselect", Call::poll, Descriptor::pipe},
                  {"select of nothing", Call::sleep, {}, timed_out},
                  {"pselect that does not wait", nothing, {}},
                  {"epoll_wait", Call::poll, Descriptor::pipe},
                  {"epoll_pwait", Call::poll, Descriptor::pipe},
                  {"epoll_pwait2", Call::poll, Descriptor::pipe},
                  {"epoll_wait that times out", Call::poll, {}, timed_out},
                  {"epoll_wait that does not wait", nothing, {}},
                  {"epoll_wait for a timer", Call::poll, Descriptor::other, timed_out},
                  {"sem_wait for a free one", nothing, {}},
                  {"sem_wait", Call::semaphore, {}},
                  {"sem_timedwait", Call::semaphore, {}, timed_out},
                  {"sem_clockwait", Call::semaphore, {}, timed_out},
                  {"pthread_mutex_lock of a free one", nothing, {}},
                  {"pthread_mutex_lock of an own one", Call::mutex, {}},
                  {"pthread_cond_wait", Call::condition, {}},
                  {"pthread_cond_timedwait", Call::condition, {}, timed_out},
                  {"pthread_cond_clockwait", Call::condition, {}, timed_out},
                  {"futex that times out", Call::futex, {}, timed_out},
                  {"futex to wake", nothing, {}},
                  {"pthread_mutex_lock", Call::mutex, {}},
                  {"pthread_join", Call::thread_join, {}},
                  {"pthread_timedjoin_np", Call::thread_join, {}, timed_out},
                  {"wait", Call::process_wait, {}},
                  {"waitpid", Call::process_wait, {}},
                  {"wait3", Call::process_wait, {}},
                  {"wait4", Call::process_wait, {}},
                  {"waitid", Call::process_wait, {}},
                  {"waitid that leaves it", Call::process_wait, {}},
                  {"waitpid that does not wait", nothing, {}},
                  {"waitpid for nobody", Call::process_wait, {}}});
}

TEST(BlockingCalls, OfWaitsForChildrenTellHowTheyEnded) {
    const RecordedRun run = testing::run({testing::program("waiting_calls")});
    std::vector<std::uint64_t> statuses;
    for (const Recorded& recorded : run.of(Kind::child_ended)) {
        statuses.push_back(recorded.event.argument >> 32);
    }
    EXPECT_EQ(statuses, (std::vector<std::uint64_t>{1 << 8, 2 << 8, 3 << 8, 4 << 8, 5 << 8, 6 << 8}));
}

TEST(Signals, AreRecordedHoweverTheyAreSent) {
    const RecordedRun run = testing::run({testing::program("signals")});
    ASSERT_EQ(run.wait_status, SIGKILL);
    std::vector<std::pair<std::int32_t, int>> sent;
    for (const Recorded& recorded : run.of(Kind::signal_sent)) {
        sent.emplace_back(static_cast<std::int32_t>(recorded.event.argument), recorded.event.argument >> 32);
    }
    const std::int32_t pid = run.pid.value;
    EXPECT_EQ(sent,
              (std::vector<std::pair<std::int32_t, int>>{
                  {pid, SIGUSR1}, {-pid, SIGUSR2}, {pid, SIGHUP}, {pid, SIGALRM}, {pid, SIGCONT}, {pid, SIGKILL}}));
}

} // namespace
} // namespace manybrains::probe
