// What a program finds around itself, and that a run leaves no trace in the app.
#include "tests/integration/guard/harness.h"

#include "core/run/guard/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <iterator>

namespace manybrains::run {
namespace {

using ::testing::ElementsAre;

std::ptrdiff_t open_descriptors() {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

/// A descriptor without O_CLOEXEC, with a number that the guard does not put anything else in place of.
UniqueFd open_inheritable() {
    const UniqueFd folder(::open(MANYBRAINS_SOURCE_DIR, O_RDONLY | O_DIRECTORY));
    return UniqueFd(::fcntl(folder.get(), F_DUPFD, 100));
}

TEST(GuardIsolation, TheProgramFindsAFreshWorld) {
    NotingObserver observer;
    Command command = fixture("surroundings");
    command.environment.emplace_back("ADDED=a=b");
    sigset_t blocked;
    ::sigemptyset(&blocked);
    ::sigaddset(&blocked, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
    const auto pipe_action = ::signal(SIGPIPE, SIG_IGN);
    const auto ending = run_guarded(command, observer, {.file_bytes = 12'345'678});
    ::signal(SIGPIPE, pipe_action);
    ::pthread_sigmask(SIG_UNBLOCK, &blocked, nullptr);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::completed) << ending->error;
    EXPECT_EQ(observer.told("cwd"), observer.scratch.string());
    EXPECT_EQ(observer.told("tmpdir"), observer.scratch.string());
    EXPECT_EQ(observer.told("stdin"), "0"); // its end of file
    EXPECT_EQ(observer.told("session"), "1");
    EXPECT_EQ(observer.told("core"), "0");
    EXPECT_EQ(observer.told("file"), "12345678");
    EXPECT_EQ(observer.told("blocked"), "0");
    EXPECT_EQ(observer.told("sigpipe"), "1");
    EXPECT_EQ(observer.told("nice"), std::to_string(::getpriority(PRIO_PROCESS, 0)));
    EXPECT_EQ(observer.told("no-new-privileges"), "1");
    EXPECT_EQ(observer.told("added"), "a=b");
}

TEST(GuardIsolation, TheProgramInheritsNoDescriptorOfTheAppOrTheGuard) {
    const UniqueFd inheritable = open_inheritable();
    NotingObserver observer;
    ASSERT_TRUE(run_guarded(fixture("descriptors"), observer));
    EXPECT_THAT(observer.reports, ElementsAre("fd 0", "fd 1", "fd 2", "fd 3"));
}

TEST(GuardIsolation, TheGuardHasASessionOfItsOwnAndNoDescriptorOfTheApp) {
    const UniqueFd inheritable = open_inheritable();
    NotingObserver observer;
    observer.at_gate = [&] {
        const Pid guard = guard::read_process(observer.root)->parent;
        EXPECT_EQ(guard::read_process(guard)->session, guard);
        for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(guard.value) + "/fd")) {
            EXPECT_NE(std::filesystem::read_symlink(entry), MANYBRAINS_SOURCE_DIR);
        }
        return Result<void>();
    };
    ASSERT_TRUE(run_guarded(fixture("exit", {"0"}), observer));
}

TEST(GuardIsolation, FiftyRunsLeaveNoDescriptorInTheApp) {
    NotingObserver first;
    ASSERT_TRUE(run_guarded(fixture("exit", {"0"}), first));
    const auto before = open_descriptors();
    for (int run = 0; run < 50; ++run) {
        NotingObserver observer;
        const auto ending = run_guarded(fixture("exit", {std::to_string(run)}), observer);
        ASSERT_TRUE(ending);
        EXPECT_EQ(ending->exit_status, run);
    }
    EXPECT_EQ(open_descriptors(), before);
}

} // namespace
} // namespace manybrains::run
