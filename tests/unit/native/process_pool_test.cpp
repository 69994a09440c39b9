// Worker processes: they are used again, they answer in order, and none outlives its pool, however a run ends.
#include "core/run/report.h"
#include "tests/unit/native/program.h"

#include <gmock/gmock.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

namespace manybrains::native {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Ne;
using ::testing::SizeIs;

std::vector<std::string> multiprocess(const std::string& lesson, int workers, std::vector<std::string> set = {}) {
    std::vector<std::string> arguments = {
        test_runner(), "run", lesson, "--strategy", "multiprocess", "--workers", std::to_string(workers)};
    for (std::string& assignment : set) {
        arguments.push_back("--set");
        arguments.push_back(std::move(assignment));
    }
    return arguments;
}

std::vector<std::string> words(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

bool is_gone(pid_t pid) {
    return ::kill(pid, 0) != 0 && errno == ESRCH;
}

std::vector<pid_t> children_of(Pid pid) {
    std::ifstream file("/proc/" + std::to_string(pid.value) + "/task/" + std::to_string(pid.value) + "/children");
    return {std::istream_iterator<pid_t>(file), {}};
}

std::string error_of(const Finished& finished) {
    for (const std::string& line : finished.reports) {
        const auto report = run::parse_report(line);
        if (report && std::holds_alternative<run::ErrorReport>(*report)) {
            return std::get<run::ErrorReport>(*report).message;
        }
    }
    return {};
}

TEST(ProcessPool, uses_its_workers_again) {
    const Finished finished = run_alone(multiprocess("process-ids", 2, {"tasks=8"}));
    ASSERT_EQ(finished.status, 0) << finished.errors;
    const std::vector<std::string> ids = words(finished.output);
    EXPECT_THAT(ids, SizeIs(8));
    EXPECT_THAT(std::set(ids.begin(), ids.end()), SizeIs(::testing::Le(2u)));
}

TEST(ProcessPool, runs_its_tasks_in_other_processes) {
    Program program(multiprocess("process-ids", 2), false);
    const std::string own = std::to_string(program.pid().value);
    EXPECT_THAT(words(program.finish().output), AllOf(SizeIs(4), Each(Ne(own))));
}

TEST(ProcessPool, has_nothing_to_do_without_tasks) {
    const Finished finished = run_alone(multiprocess("process-ids", 2, {"tasks=0"}));
    EXPECT_EQ(finished.status, 0) << finished.errors;
    EXPECT_THAT(finished.output, IsEmpty());
}

TEST(ProcessPool, carries_arguments_and_results_as_they_are) {
    const std::string awkward = "a b=c\n\"d\"\\ \xc3\xa4";
    const Finished finished = run_alone(multiprocess("echo", 2, {"number=0.1", "text=" + awkward}));
    ASSERT_EQ(finished.status, 0) << finished.errors;
    EXPECT_EQ(finished.output, "0 0.1 " + awkward + "\n1 0.1 " + awkward + "\n");
}

TEST(ProcessPool, carries_arguments_longer_than_a_pipe) {
    const std::string text(100'000, 'x'); // a pipe holds 65,536 bytes
    const Finished finished = run_alone(multiprocess("echo", 2, {"number=1", "text=" + text}));
    ASSERT_EQ(finished.status, 0) << finished.errors;
    EXPECT_EQ(finished.output, "0 1 " + text + "\n1 1 " + text + "\n");
}

TEST(ProcessPool, reports_a_crash_and_ends_the_other_workers) {
    const Finished finished = run_program(multiprocess("faults", 3, {"signal=11"}));
    EXPECT_EQ(finished.status, 1);
    const std::vector<std::string> ids = words(finished.output);
    ASSERT_THAT(ids, Not(IsEmpty())); // a worker may not have begun when another crashes: those that had are gone
    EXPECT_THAT(error_of(finished), AllOf(HasSubstr("worker process "), HasSubstr("signal 11 (Segmentation fault)")));
    EXPECT_THAT(finished.errors, HasSubstr("signal 11"));
    for (const std::string& id : ids) {
        EXPECT_TRUE(is_gone(std::stoi(id))) << id;
    }
}

TEST(ProcessPool, keeps_what_a_worker_printed_before_it_crashed) {
    EXPECT_EQ(run_alone(multiprocess("last-words", 1)).output, "printed by a task that ended well\n");
}

TEST(ProcessPool, reports_an_exception_and_ends_the_other_workers) {
    const Finished finished = run_program(multiprocess("faults", 3));
    EXPECT_EQ(finished.status, 1);
    EXPECT_EQ(error_of(finished), "task 2 gave up");
    const std::vector<std::string> ids = words(finished.output);
    ASSERT_THAT(ids, SizeIs(3));
    for (const std::string& id : ids) {
        EXPECT_TRUE(is_gone(std::stoi(id))) << id;
    }
}

TEST(ProcessPool, reports_a_worker_that_was_killed_from_outside) {
    Program program(multiprocess("faults", 2, {"tasks=3"}), true); // two at work, the faulty third never begins
    const int killed = std::stoi(program.read_line());
    const int other = std::stoi(program.read_line());
    ::kill(killed, SIGKILL);
    const Finished finished = program.finish();
    EXPECT_EQ(finished.status, 1);
    EXPECT_EQ(error_of(finished), "worker process " + std::to_string(killed) + " was ended by signal 9 (Killed)");
    EXPECT_TRUE(is_gone(killed));
    EXPECT_TRUE(is_gone(other));
}

TEST(ProcessPool, idle_workers_end_when_the_lesson_is_killed) {
    Program program(multiprocess("faults", 3, {"tasks=2", "signal=19"}), false); // both at work for long; 19: stops
    const std::vector<int> busy = {std::stoi(program.read_line()), std::stoi(program.read_line())};
    const std::vector<pid_t> workers = children_of(program.pid());
    ASSERT_THAT(workers, SizeIs(3));
    std::vector<UniqueFd> idle;
    for (const pid_t pid : workers) {
        if (pid != busy[0] && pid != busy[1]) {
            idle.emplace_back(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
        }
    }
    ASSERT_THAT(idle, SizeIs(1));
    program.send(SIGKILL);
    pollfd end = {idle[0].get(), POLLIN, 0};
    EXPECT_EQ(::poll(&end, 1, 30'000), 1);
    for (const int pid : busy) {
        ::kill(pid, SIGKILL);
    }
}

} // namespace
} // namespace manybrains::native
