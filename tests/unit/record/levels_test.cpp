// Which level is in force and why: forced, refused, missing.
#include "core/record/levels.h"
#include "core/record/perf_session.h"
#include "core/record/preload_environment.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace manybrains::record {
namespace {

using trace::Level;

Error refused(int code) {
    return system_error_of(code, PerfSession::opening);
}

Options at_most(Level level) {
    Options options;
    options.at_most = level;
    return options;
}

TEST(Levels, theHighestThatIsAllowedAndThere) {
    const Result<void> yes;
    const Result<void> no = refused(EACCES);
    const auto level = [](Level at_most_level, std::optional<Result<void>> schedule, bool probe) {
        return describe_level(at_most(at_most_level), schedule, probe).level;
    };
    EXPECT_EQ(level(Level::kernel, yes, true), Level::kernel);
    EXPECT_EQ(level(Level::kernel, yes, false), Level::schedule);
    EXPECT_EQ(level(Level::kernel, no, true), Level::probe);
    EXPECT_EQ(level(Level::kernel, no, false), Level::sampled);
    EXPECT_EQ(level(Level::schedule, yes, true), Level::schedule);
    EXPECT_EQ(level(Level::schedule, no, true), Level::sampled);
    EXPECT_EQ(level(Level::probe, std::nullopt, true), Level::probe);
    EXPECT_EQ(level(Level::probe, std::nullopt, false), Level::sampled);
    EXPECT_EQ(level(Level::sampled, std::nullopt, true), Level::sampled);
}

TEST(Levels, everyLevelBelowTheHighestSaysWhy) {
    const Availability kernel = describe_level(at_most(Level::kernel), Result<void>(), true);
    EXPECT_EQ(kernel.why, "");
    EXPECT_EQ(kernel.hint, "");
    EXPECT_NE(describe_level(at_most(Level::kernel), Result<void>(), false).why, "");
    EXPECT_NE(describe_level(at_most(Level::kernel), Result<void>(refused(EACCES)), true).why, "");
    EXPECT_EQ(describe_level(at_most(Level::probe), std::nullopt, true).why, "a lower level was asked for");
}

TEST(Levels, aRefusalNamesTheSettingAndTheCommandThatLiftsIt) {
    for (const int code : {EACCES, EPERM}) {
        const Refusal debian = explain_refusal(refused(code), 3);
        EXPECT_NE(debian.why.find("kernel.perf_event_paranoid is 3"), std::string::npos) << debian.why;
        EXPECT_EQ(debian.hint, "sudo sysctl kernel.perf_event_paranoid=2");
        const Refusal container = explain_refusal(refused(code), 2);
        EXPECT_NE(container.why.find("container"), std::string::npos) << container.why;
        EXPECT_NE(container.hint, "");
    }
    EXPECT_NE(explain_refusal(refused(ENOSYS), std::nullopt).why.find("blocked"), std::string::npos);
    const Refusal memory = explain_refusal(system_error_of(EPERM, "mapping a perf ring", "ulimit -l unlimited"), 3);
    EXPECT_EQ(memory.why.find("paranoid"), std::string::npos) << memory.why;
    EXPECT_EQ(memory.hint, "ulimit -l unlimited");
}

TEST(Levels, theProgramsEnvironmentKeepsWhatWasPreloadedBefore) {
    ::setenv("LD_PRELOAD", "/other.so", 1);
    const auto environment = preload_environment("/opt/probe.so", "/proc/1/fd/3");
    ::unsetenv("LD_PRELOAD");
    ASSERT_GE(environment.size(), 2U);
    EXPECT_EQ(environment[0], "LD_PRELOAD=/opt/probe.so:/other.so");
    EXPECT_EQ(environment[1], "MANYBRAINS_PROBE=/proc/1/fd/3");
    EXPECT_EQ(preload_environment("/opt/probe.so", "x")[0], "LD_PRELOAD=/opt/probe.so");
}

} // namespace
} // namespace manybrains::record
