#include "core/run/ending.h"

#include <gtest/gtest.h>

#include <csignal>

namespace manybrains::run {
namespace {

using guard::Cause;

guard::Message ended(Cause cause, int wait_status) {
    return {.kind = guard::Kind::ended, .cause = cause, .pid = 4712, .code = wait_status};
}

constexpr int exited(int status) {
    return status << 8;
}

TEST(Ending, NamesTheProcessAndTheSignalOfACrash) {
    const Ending ending = ending_of(ended(Cause::itself, SIGSEGV), {}, false);
    EXPECT_EQ(ending.outcome, Outcome::crashed);
    EXPECT_EQ(ending.culprit, Pid{4712});
    EXPECT_EQ(ending.error, "pid 4712 was ended by signal 11 (Segmentation fault)");
}

TEST(Ending, IsSilentOnlyWhenCompleted) {
    EXPECT_EQ(ending_of(ended(Cause::itself, exited(0)), {}, false).error, "");
    for (const Cause cause : {Cause::stopped, Cause::processes, Cause::memory, Cause::time}) {
        EXPECT_NE(ending_of(ended(cause, exited(0)), {}, false).error, "");
    }
}

TEST(Ending, NamesEachCapWithItsFigure) {
    const Caps caps{.processes = 7,
                    .memory_bytes = std::uint64_t{3} << 29,
                    .time = std::chrono::milliseconds(2500),
                    .output_bytes = 1 << 20,
                    .file_bytes = 999};
    const auto error = [&](Cause cause) { return ending_of(ended(cause, SIGKILL), caps, false).error; };
    EXPECT_EQ(error(Cause::processes), "stopped: it had more than 7 processes at one time");
    EXPECT_EQ(error(Cause::memory), "stopped: it used more than 1.5 GiB of memory");
    EXPECT_EQ(error(Cause::time), "stopped: it ran for more than 2.5 s");
    EXPECT_EQ(ending_of(ended(Cause::itself, SIGXFSZ), caps, false).error,
              "stopped: it wrote a file of more than 999 bytes");
    EXPECT_EQ(ending_of(ended(Cause::stopped, SIGKILL), caps, true).error, "stopped: it printed more than 1 MiB");
}

TEST(Ending, TooMuchOutputCountsEvenWhereTheProgramEndedWell) {
    const Ending ending = ending_of(ended(Cause::itself, exited(0)), {}, true);
    EXPECT_EQ(ending.outcome, Outcome::contained);
    EXPECT_EQ(ending.cap, Cap::output);
}

TEST(Ending, OfALostGuardNamesTheGuard) {
    const Ending ending = ending_of_lost_guard(Pid{99}, SIGKILL);
    EXPECT_EQ(ending.outcome, Outcome::crashed);
    EXPECT_EQ(ending.culprit, Pid{99});
    EXPECT_EQ(ending.error, "the guard, pid 99, was ended by signal 9 (Killed); its processes were ended with it");
}

} // namespace
} // namespace manybrains::run
