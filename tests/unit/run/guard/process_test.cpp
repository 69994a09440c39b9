#include "core/run/guard/process.h"

#include "tests/unit/run/guard/child.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/prctl.h>

#include <algorithm>

namespace manybrains::run::guard {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

std::vector<int> pids_of(const std::vector<Process>& processes) {
    std::vector<int> pids;
    std::ranges::transform(processes, std::back_inserter(pids), [](const Process& one) { return one.pid.value; });
    return pids;
}

Process made_up(int pid, int parent) {
    return {.pid = Pid{pid}, .parent = Pid{parent}, .session = {}};
}

TEST(GuardProcess, ReadsItself) {
    const auto self = read_process(Pid{::getpid()});
    ASSERT_TRUE(self);
    EXPECT_EQ(self->parent, Pid{::getppid()});
    EXPECT_EQ(self->session, Pid{::getsid(0)});
    EXPECT_EQ(self->state, 'R');
    EXPECT_GE(self->threads, 1);
    EXPECT_GT(self->rss_bytes, 100'000);
    EXPECT_FALSE(self->dead());
    EXPECT_FALSE(self->stopped());
}

TEST(GuardProcess, ANameWithParenthesesDoesNotConfuse) {
    const Child child([] {
        ::prctl(PR_SET_NAME, ") Z 1 1 (");
        return 0;
    });
    const auto process = read_process(child.pid());
    ASSERT_TRUE(process);
    EXPECT_EQ(process->parent, Pid{::getpid()});
    EXPECT_FALSE(process->dead());
}

TEST(GuardProcess, OneThatIsNotThereIsNothing) {
    EXPECT_FALSE(read_process(Pid{0}));
    EXPECT_FALSE(read_process(Pid{2'000'000'000}));
}

TEST(GuardProcess, TheListHasEveryLivingProcess) {
    const Child child([] { return 0; });
    EXPECT_THAT(pids_of(read_processes()), ::testing::IsSupersetOf({1, ::getpid(), child.pid().value}));
}

TEST(GuardProcess, DescendantsAreFoundInAnyOrder) {
    const std::vector<Process> all{made_up(1, 0), made_up(5, 90), made_up(40, 2), made_up(2, 1), made_up(90, 40)};
    EXPECT_THAT(pids_of(descendants(all, {Pid{2}})), ElementsAre(40, 90, 5));
    EXPECT_THAT(pids_of(descendants(all, {Pid{1}})), UnorderedElementsAre(2, 40, 90, 5));
    EXPECT_THAT(descendants(all, {Pid{5}}), ::testing::IsEmpty());
}

TEST(GuardProcess, DescendantsOfRelatedAncestorsAreGivenOnce) {
    const std::vector<Process> all{made_up(1, 0), made_up(2, 1), made_up(3, 2), made_up(4, 3)};
    EXPECT_THAT(pids_of(descendants(all, {Pid{2}, Pid{3}})), ElementsAre(4));
}

TEST(GuardProcess, ASignalReachesItAndNoOther) {
    Child child([] { return 0; });
    Process process = *read_process(child.pid());
    process.start_ticks += 1; // as if its number had been used again
    EXPECT_FALSE(send_signal(process, SIGSTOP));
    EXPECT_FALSE(read_process(child.pid())->stopped());
    process.start_ticks -= 1;
    EXPECT_TRUE(send_signal(process, SIGSTOP));
    siginfo_t stopped{};
    EXPECT_EQ(::waitid(P_PID, static_cast<id_t>(child.pid().value), &stopped, WSTOPPED), 0);
    EXPECT_TRUE(read_process(child.pid())->stopped());
}

TEST(GuardProcess, PssIsBelowRss) {
    const auto self = read_process(Pid{::getpid()});
    const auto pss = pss_bytes(*self);
    EXPECT_GT(pss, 0);
    EXPECT_LE(pss, self->rss_bytes + self->rss_bytes / 4); // the two are read at different moments
}

TEST(GuardProcess, TheMachineHasThreads) {
    EXPECT_GE(MachineThreads().count().value_or(0), 1);
}

} // namespace
} // namespace manybrains::run::guard
