// How a run ends, and what of it reaches the observer.
#include "tests/integration/guard/harness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>

namespace manybrains::run {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(GuardEnding, StatusZeroIsCompleted) {
    NotingObserver observer;
    const auto ending = run_guarded(fixture("exit", {"0"}), observer);
    ASSERT_TRUE(ending) << ending.error().message();
    EXPECT_EQ(ending->outcome, Outcome::completed);
    EXPECT_EQ(ending->error, "");
    EXPECT_TRUE(observer.started);
    EXPECT_TRUE(observer.all_ended());
}

TEST(GuardEnding, AnotherStatusIsFailedAndPassesThrough) {
    NotingObserver observer;
    const auto ending = run_guarded(fixture("exit", {"3"}), observer);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::failed);
    EXPECT_EQ(ending->exit_status, 3);
    EXPECT_EQ(ending->error, "pid " + std::to_string(observer.root.value) + " ended with status 3");
}

class GuardEndingBySignal : public ::testing::TestWithParam<int> {};

TEST_P(GuardEndingBySignal, IsCrashedAndNamesProcessAndSignal) {
    NotingObserver observer;
    const auto ending = run_guarded(fixture("raise", {std::to_string(GetParam())}), observer);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::crashed);
    EXPECT_EQ(ending->signal, GetParam());
    EXPECT_EQ(ending->culprit, observer.root);
    EXPECT_THAT(ending->error, HasSubstr("pid " + std::to_string(observer.root.value) + " was ended by signal " +
                                         std::to_string(GetParam()) + " ("));
    EXPECT_THAT(observer.deaths, ElementsAre(std::pair(observer.root, GetParam())));
}

INSTANTIATE_TEST_SUITE_P(Signals, GuardEndingBySignal, ::testing::Values(SIGSEGV, SIGKILL, SIGABRT, SIGTERM));

TEST(GuardEnding, OutputErrorsAndReportsPassThrough) {
    NotingObserver observer;
    ASSERT_TRUE(run_guarded(fixture("print", {"to output\n", "to error"}), observer));
    EXPECT_EQ(observer.output, "to output\n");
    EXPECT_EQ(observer.error, "to error");
    ASSERT_TRUE(run_guarded(fixture("report", {"one", "", "three"}), observer));
    EXPECT_THAT(observer.reports, ElementsAre("one", "", "three"));
}

TEST(GuardEnding, AnOrphanThatCrashesIsTold) {
    NotingObserver observer;
    const auto ending = run_guarded(fixture("orphan-crash"), observer);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::completed) << ending->error;
    EXPECT_THAT(observer.deaths, ElementsAre(std::pair(observer.seen.at(1), SIGSEGV)));
}

TEST(GuardEnding, ARequestDuringTheRunCancels) {
    NotingObserver observer;
    std::stop_source stop;
    observer.after_report = [&] { stop.request_stop(); };
    const auto ending = run_guarded(fixture("wait"), observer, {}, stop);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::cancelled);
    EXPECT_TRUE(observer.all_ended());
}

TEST(GuardEnding, ARequestAtTheGateKeepsTheProgramFromStarting) {
    NotingObserver observer;
    std::stop_source stop;
    observer.at_gate = [&] {
        stop.request_stop();
        return Result<void>();
    };
    const auto ending = run_guarded(fixture("print", {"started", ""}), observer, {}, stop);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::cancelled);
    EXPECT_FALSE(observer.started);
    EXPECT_EQ(observer.output, "");
    EXPECT_TRUE(observer.all_ended());
    EXPECT_FALSE(std::filesystem::exists(observer.scratch));
}

TEST(GuardEnding, AnErrorAtTheGateEndsTheRunAndIsHandedOn) {
    NotingObserver observer;
    observer.at_gate = [] { return Result<void>(internal_error("recorder", "not armed")); };
    const auto ending = run_guarded(fixture("print", {"started", ""}), observer);
    ASSERT_FALSE(ending);
    EXPECT_EQ(ending.error().message(), "recorder: not armed");
    EXPECT_FALSE(observer.started);
    EXPECT_TRUE(observer.all_ended());
}

TEST(GuardEnding, ARequestBeforeTheStartStartsNothing) {
    NotingObserver observer;
    std::stop_source stop;
    stop.request_stop();
    const auto ending = run_guarded(fixture("wait"), observer, {}, stop);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::cancelled);
    EXPECT_TRUE(observer.seen.empty());
}

TEST(GuardEnding, AMissingProgramIsAnErrorThatNamesIt) {
    NotingObserver observer;
    Command command = marked({"no-such-program-anywhere"});
    command.environment.emplace_back("PATH=/usr/bin:/bin"); // folders that every user may search
    const auto ending = run_guarded(command, observer);
    ASSERT_FALSE(ending);
    EXPECT_EQ(ending.error().message(), "no-such-program-anywhere: No such file or directory");
    EXPECT_THAT(ending.error().hint, HasSubstr("PATH"));
    EXPECT_TRUE(observer.all_ended());
    EXPECT_FALSE(std::filesystem::exists(observer.scratch));
}

TEST(GuardEnding, AFileThatIsNoProgramIsAnError) {
    NotingObserver observer;
    const auto ending = run_guarded(marked({MANYBRAINS_SOURCE_DIR}), observer);
    ASSERT_FALSE(ending);
    EXPECT_EQ(ending.error().code, EACCES);
}

TEST(GuardEnding, AMissingGuardIsAnErrorWithAHint) {
    NotingObserver observer;
    const auto ending = supervise(fixture("exit", {"0"}), {}, "/no/such/guard", observer, {});
    ASSERT_FALSE(ending);
    EXPECT_EQ(ending.error().message(), "guard program /no/such/guard: No such file or directory");
    EXPECT_NE(ending.error().hint, "");
}

TEST(GuardEnding, AProgramOfTheAppsOwnFolderIsFound) {
    NotingObserver observer;
    Command command = fixture("exit", {"0"});
    command.argv.front() = std::filesystem::relative(command.argv.front()).string();
    const auto ending = run_guarded(command, observer);
    ASSERT_TRUE(ending) << ending.error().message();
    EXPECT_EQ(ending->outcome, Outcome::completed);
}

} // namespace
} // namespace manybrains::run
