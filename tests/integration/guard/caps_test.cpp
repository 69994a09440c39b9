// Every cap, each passed by a program that does nothing else. The bombs have a second limit of their own.
#include "tests/integration/guard/harness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <poll.h>

namespace manybrains::run {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

constexpr std::uint64_t mib = std::uint64_t{1} << 20;

void expect_contained(const Result<Ending>& ending, Cap cap, const NotingObserver& observer) {
    ASSERT_TRUE(ending) << ending.error().message();
    EXPECT_EQ(ending->outcome, Outcome::contained) << ending->error;
    EXPECT_EQ(ending->cap, cap);
    EXPECT_TRUE(observer.all_ended());
    EXPECT_THAT(survivors(), ::testing::IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(observer.scratch));
}

TEST(GuardCaps, AForkBombIsContained) {
    NotingObserver observer;
    expect_contained(run_guarded(fixture("fork-bomb"), observer), Cap::processes, observer);
}

TEST(GuardCaps, AForkBombOfSessionsIsContained) {
    NotingObserver observer;
    expect_contained(run_guarded(fixture("session-bomb", {"0"}), observer), Cap::processes, observer);
}

TEST(GuardCaps, AForkBombInPythonIsContained) {
    NotingObserver observer;
    const auto bomb = marked({"python3", "-c", "import os, time\nfor _ in range(12): os.fork()\ntime.sleep(1000)"});
    expect_contained(run_guarded(bomb, observer), Cap::processes, observer);
}

TEST(GuardCaps, AsManyProcessesAsAllowedMayRun) {
    NotingObserver observer;
    std::stop_source stop;
    observer.after_report = [&] { stop.request_stop(); };
    const auto ending = run_guarded(fixture("many", {"20"}), observer, {.processes = 20}, stop);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::cancelled) << ending->error;
}

TEST(GuardCaps, OneProcessMoreIsContained) {
    NotingObserver observer;
    const auto ending = run_guarded(fixture("many", {"21"}), observer, {.processes = 20});
    expect_contained(ending, Cap::processes, observer);
    EXPECT_THAT(ending->error, HasSubstr("20 processes"));
}

TEST(GuardCaps, ZombiesWithoutEndAreContained) {
    NotingObserver observer;
    expect_contained(run_guarded(fixture("zombies", {"300"}), observer, {.processes = 4}), Cap::processes, observer);
}

TEST(GuardCaps, MemoryIsContained) {
    NotingObserver observer;
    const auto ending = run_guarded(fixture("hog", {"4096"}), observer, {.memory_bytes = 128 * mib});
    expect_contained(ending, Cap::memory, observer);
    EXPECT_THAT(ending->error, HasSubstr("128 MiB"));
}

TEST(GuardCaps, SharedMemoryCountsOnce) {
    NotingObserver observer;
    std::stop_source stop;
    observer.after_report = [&] {
        ::poll(nullptr, 0, 600); // some looks of the guard long: nothing is to happen
        stop.request_stop();
    };
    // Six times 100 MiB of RSS, once 100 MiB of PSS.
    const auto ending = run_guarded(fixture("sharers", {"5", "100"}), observer, {.memory_bytes = 250 * mib}, stop);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::cancelled) << ending->error;
}

TEST(GuardCaps, TimeEndsTheRun) {
    NotingObserver observer;
    const auto ending = run_guarded(fixture("family"), observer, {.time = 300ms});
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::timed_out);
    EXPECT_EQ(ending->cap, Cap::time);
    EXPECT_THAT(ending->error, HasSubstr("0.3 s"));
    EXPECT_THAT(survivors(), ::testing::IsEmpty());
}

TEST(GuardCaps, OutputIsCutOffAtItsCap) {
    NotingObserver observer;
    expect_contained(run_guarded(fixture("flood"), observer, {.output_bytes = 100'000}), Cap::output, observer);
    EXPECT_EQ(observer.output.size(), 100'000);
}

TEST(GuardCaps, OutputOfExactlyTheCapIsComplete) {
    NotingObserver observer;
    const auto ending = run_guarded(fixture("print", {"12345", "678"}), observer, {.output_bytes = 8});
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::completed) << ending->error;
    EXPECT_EQ(observer.output + observer.error, "12345678");
}

TEST(GuardCaps, AFileOfMoreThanItsCapIsContained) {
    NotingObserver observer;
    expect_contained(run_guarded(fixture("large-file"), observer, {.file_bytes = 4 * mib}), Cap::files, observer);
}

} // namespace
} // namespace manybrains::run
