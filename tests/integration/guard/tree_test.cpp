// Nothing of a tree outlives its run, whatever its processes did to get out of sight, and nothing of it stays behind
// on disk or in shared memory.
#include "tests/integration/guard/harness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <thread>

namespace manybrains::run {
namespace {

using ::testing::IsEmpty;

/// Ends the run when the program has reported so many lines.
void stop_after(std::size_t lines, NotingObserver& observer, std::stop_source& stop) {
    observer.after_report = [&observer, &stop, lines] {
        if (observer.reports.size() == lines) {
            stop.request_stop();
        }
    };
}

TEST(GuardTree, ACancelEndsEveryKindOfDescendant) {
    NotingObserver observer;
    std::stop_source stop;
    stop_after(8, observer, stop); // seven processes and "ready"
    const auto ending = run_guarded(fixture("family"), observer, {}, stop);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::cancelled) << ending->error;
    EXPECT_EQ(observer.reports.size(), 8);
    EXPECT_TRUE(observer.all_ended());
    EXPECT_THAT(survivors(), IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(observer.scratch));
}

TEST(GuardTree, ADaemonThatHoldsThePipesEndsWithItsProgram) {
    NotingObserver observer;
    const auto ending = run_guarded(fixture("leave-daemon"), observer);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::failed); // with the status of the program itself
    EXPECT_EQ(ending->exit_status, 7);
    EXPECT_EQ(observer.seen.size(), 2);
    EXPECT_TRUE(observer.all_ended());
    EXPECT_THAT(survivors(), IsEmpty());
}

TEST(GuardTree, TheScratchFolderGoesWhateverIsInIt) {
    const auto outside = std::filesystem::path(::testing::TempDir()) / ("guard-outside-" + std::to_string(::getpid()));
    std::ofstream(outside) << "kept";
    NotingObserver observer;
    const auto ending = run_guarded(fixture("mess", {outside.string()}), observer);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::completed) << ending->error;
    EXPECT_FALSE(std::filesystem::exists(observer.scratch));
    EXPECT_TRUE(std::filesystem::exists(outside));
    std::filesystem::remove(outside);
}

TEST(GuardTree, SharedMemoryOfAKilledTreeIsRemoved) {
    const std::string mapped = shared_memory_name();
    const std::string open = shared_memory_name();
    NotingObserver observer;
    std::stop_source stop;
    bool existed = false;
    observer.after_report = [&] {
        existed = shared_memory_exists(mapped) && shared_memory_exists(open);
        if (observer.reports.back() == "ready") {
            stop.request_stop();
        }
    };
    ASSERT_TRUE(run_guarded(fixture("shared-memory", {mapped, open}), observer, {}, stop));
    EXPECT_TRUE(existed);
    EXPECT_FALSE(shared_memory_exists(mapped));
    EXPECT_FALSE(shared_memory_exists(open));
}

TEST(GuardTree, SharedMemoryOfALeftoverIsRemoved) {
    const std::string name = shared_memory_name();
    NotingObserver observer;
    const auto ending = run_guarded(fixture("leave-shared-memory", {name}), observer);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::completed) << ending->error;
    EXPECT_FALSE(shared_memory_exists(name));
}

/// A run of a program that maps the shared memory until it is stopped.
void borrow(const std::string& name, const std::function<Result<void>()>& at_gate) {
    NotingObserver observer;
    std::stop_source stop;
    observer.at_gate = at_gate;
    stop_after(1, observer, stop);
    const auto ending = run_guarded(fixture("borrow-shared-memory", {name}), observer, {}, stop);
    ASSERT_TRUE(ending);
    EXPECT_EQ(observer.reports.size(), 1);
    EXPECT_EQ(ending->outcome, Outcome::cancelled) << ending->error;
}

TEST(GuardTree, SharedMemoryFromBeforeTheRunStays) {
    const std::string name = shared_memory_name();
    UniqueFd(::shm_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600)).reset(); // nobody has it open
    borrow(name, {});
    EXPECT_TRUE(shared_memory_exists(name));
    ::shm_unlink(name.c_str());
}

TEST(GuardTree, SharedMemoryThatOthersUseStays) {
    const std::string name = shared_memory_name();
    UniqueFd ours;
    borrow(name, [&] { // made during the run, but not by its tree
        ours = UniqueFd(::shm_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600));
        return Result<void>();
    });
    EXPECT_TRUE(shared_memory_exists(name));
    ::shm_unlink(name.c_str());
}

TEST(GuardTree, PythonsSharedMemoryAndSemaphoresAreRemoved) {
    const std::string script = "import multiprocessing, os, time\n"
                               "from multiprocessing.shared_memory import SharedMemory\n"
                               "memory = SharedMemory(create=True, size=4096)\n"
                               "lock = multiprocessing.get_context('spawn').Lock()\n" // a semaphore with a name
                               "names = memory.name + ' sem.' + lock._semlock.name[1:]\n"
                               "os.write(int(os.environ['MANYBRAINS_REPORT_FD']), names.encode() + b'\\n')\n"
                               "time.sleep(1000)\n";
    NotingObserver observer;
    std::stop_source stop;
    std::string memory;
    std::string semaphore;
    observer.after_report = [&] {
        std::istringstream(observer.reports.front()) >> memory >> semaphore;
        EXPECT_TRUE(shared_memory_exists("/" + memory));
        EXPECT_TRUE(shared_memory_exists("/" + semaphore));
        stop.request_stop();
    };
    const auto ending = run_guarded(marked({"python3", "-c", script}), observer, {}, stop);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::cancelled) << ending->error << observer.error;
    EXPECT_FALSE(shared_memory_exists("/" + memory));
    EXPECT_FALSE(shared_memory_exists("/" + semaphore));
}

TEST(GuardTree, TwoRunsAtOnceDoNotDisturbEachOther) {
    NotingObserver server;
    NotingObserver lesson;
    std::stop_source stop;
    Result<Ending> server_ending = internal_error("not", "run");
    Result<Ending> lesson_ending = internal_error("not", "run");
    server.after_report = [&] { // the server is up: run a lesson beside it, then stop the server
        if (server.reports.back() == "ready") {
            std::thread([&] { lesson_ending = run_guarded(fixture("exit", {"5"}), lesson); }).join();
            stop.request_stop();
        }
    };
    std::thread([&] { server_ending = run_guarded(fixture("wait"), server, {}, stop); }).join();
    ASSERT_TRUE(server_ending && lesson_ending);
    EXPECT_EQ(server_ending->outcome, Outcome::cancelled);
    EXPECT_EQ(lesson_ending->exit_status, 5);
    EXPECT_NE(server.scratch, lesson.scratch);
    EXPECT_THAT(survivors(), IsEmpty());
}

} // namespace
} // namespace manybrains::run
