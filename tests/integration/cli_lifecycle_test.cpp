// Crashes, Ctrl-C, SIGKILL of the app: nothing of the tree stays alive, nothing is left behind, the trace is kept.
#include "tests/integration/program.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace manybrains::test {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

const std::string manybrains = MANYBRAINS_APP_DIR "/manybrains";

/// Marks every process of one test's run, so that the test finds them all.
std::string mark() {
    static int number = 0;
    return "MANYBRAINS_TEST_MARK=" + std::to_string(::getpid()) + "-" + std::to_string(++number);
}

std::string command_of(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/cmdline", std::ios::binary);
    std::string line((std::istreambuf_iterator<char>(file)), {});
    std::replace(line.begin(), line.end(), '\0', ' ');
    return line;
}

pid_t parent_of(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    std::getline(file, line);
    const std::size_t after_name = line.rfind(") ");
    return after_name == std::string::npos ? 0 : static_cast<pid_t>(std::stol(line.substr(after_name + 4)));
}

/// The lesson's worker processes: children of a process that itself runs the harness or the runner.
std::vector<pid_t> workers_of(const std::string& marked) {
    const auto is_lesson = [](pid_t pid) {
        const std::string command = command_of(pid);
        return command.find("harness.py") != std::string::npos ||
               command.find("manybrains-runner") != std::string::npos;
    };
    std::vector<pid_t> workers;
    for (const pid_t pid : processes_with(marked)) {
        if (is_lesson(pid) && is_lesson(parent_of(pid))) {
            workers.push_back(pid);
        }
    }
    return workers;
}

bool has_ended(pid_t pid) {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid;
}

/// Looks again until the tree has that many workers, or the program has ended (then the list is too short).
std::vector<pid_t> wait_for_workers(const Program& program, const std::string& marked, std::size_t count) {
    for (;;) {
        std::vector<pid_t> workers = workers_of(marked);
        if (workers.size() >= count || has_ended(program.pid())) {
            return workers;
        }
        std::this_thread::yield();
    }
}

void wait_until_gone(const std::string& marked) {
    while (!processes_with(marked).empty()) {
        std::this_thread::yield();
    }
}

/// What a run could leave there: its scratch folder, a segment of Python's or ours. Other programs come and go.
std::set<std::string> left_in(const char* folder) {
    std::set<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename();
        const bool of_a_run = name.starts_with("manybrains") || name.starts_with("psm_") || name.starts_with("sem.") ||
                              name.starts_with("pymp-");
        if (of_a_run) {
            names.insert(name);
        }
    }
    return names;
}

std::vector<std::string> long_run(const std::string& engine) {
    return {manybrains,   "run",          "five-sleepers", "--engine", engine,
            "--strategy", "multiprocess", "--json",        "--set",    "seconds=10"};
}

class EveryEngine : public testing::TestWithParam<const char*> {};

TEST_P(EveryEngine, AKilledWorkerMakesTheRunCrashedAndSaysWhich) {
    const std::string marked = mark();
    Program program(long_run(GetParam()), {.environment = {marked}, .refuse_perf_event_open = false, .user = {}});
    const auto workers = wait_for_workers(program, marked, 5);
    ASSERT_GE(workers.size(), 5U);
    const pid_t victim = workers.front();
    ::kill(victim, SIGKILL);
    EXPECT_EQ(program.wait(), 1);
    const json::value result = json::parse(program.output());
    const json::value& run = result.at("runs").as_array().front();
    EXPECT_EQ(run.at("outcome").as_string(), "crashed");
    EXPECT_THAT(std::string(run.at("error").as_string()), testing::HasSubstr(std::to_string(victim)));
    EXPECT_THAT(std::string(run.at("error").as_string()), testing::HasSubstr("signal 9"));
    EXPECT_GT(run.at("events").to_number<int>(), 0); // its trace up to there is kept
    EXPECT_TRUE(processes_with(marked).empty());
}

TEST_P(EveryEngine, InterruptedItEndsAtOnceAndLeavesNothing) {
    const auto shared_memory = left_in("/dev/shm");
    const auto temporary = left_in("/tmp");
    const std::string marked = mark();
    Program program(long_run(GetParam()), {.environment = {marked}, .refuse_perf_event_open = false, .user = {}});
    ASSERT_GE(wait_for_workers(program, marked, 5).size(), 5U);
    program.send(SIGINT);
    EXPECT_EQ(program.wait(), 130);
    EXPECT_TRUE(processes_with(marked).empty());
    EXPECT_EQ(left_in("/dev/shm"), shared_memory);
    EXPECT_EQ(left_in("/tmp"), temporary);
}

TEST_P(EveryEngine, WhenTheAppIsKilledItsTreeEndsAndLeavesNothing) {
    const auto shared_memory = left_in("/dev/shm");
    const auto temporary = left_in("/tmp");
    const std::string marked = mark();
    Program program(long_run(GetParam()), {.environment = {marked}, .refuse_perf_event_open = false, .user = {}});
    ASSERT_GE(wait_for_workers(program, marked, 5).size(), 5U);
    program.send(SIGKILL);
    EXPECT_EQ(program.wait(), 128 + SIGKILL);
    wait_until_gone(marked);
    EXPECT_EQ(left_in("/dev/shm"), shared_memory);
    EXPECT_EQ(left_in("/tmp"), temporary);
}

INSTANTIATE_TEST_SUITE_P(Lifecycle, EveryEngine, testing::Values("python", "cpp", "cpp-gil"),
                         [](const testing::TestParamInfo<const char*>& info) {
                             std::string name = info.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

} // namespace
} // namespace manybrains::test
