#include "core/run/guard/tree_reader.h"

#include "core/run/guard/freeze.h"
#include "tests/unit/run/guard/child.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

namespace manybrains::run::guard {
namespace {

using Scope = TreeReader::Scope;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<Pid> pids_of(const std::vector<Process>& processes) {
    std::vector<Pid> pids;
    std::ranges::transform(processes, std::back_inserter(pids), &Process::pid);
    return pids;
}

TEST(TreeReader, FindsChildrenAndTheirChildren) {
    TreeReader reader(Pid{::getpid()});
    EXPECT_THAT(reader.read(Scope::everyone), IsEmpty());
    const Child child(fork_waiting);
    for (const Scope scope : {Scope::everyone, Scope::everyone, Scope::afresh}) {
        EXPECT_THAT(pids_of(reader.read(scope)), UnorderedElementsAre(child.pid(), child.told()));
    }
}

TEST(TreeReader, NewcomersAreGivenOnce) {
    TreeReader reader(Pid{::getpid()});
    const Child first([] { return 0; });
    EXPECT_THAT(pids_of(reader.read(Scope::newcomers)), UnorderedElementsAre(first.pid()));
    const Child second([] { return 0; });
    EXPECT_THAT(pids_of(reader.read(Scope::newcomers)), UnorderedElementsAre(second.pid()));
    EXPECT_THAT(reader.read(Scope::newcomers), IsEmpty());
    EXPECT_THAT(pids_of(reader.read(Scope::everyone)), UnorderedElementsAre(first.pid(), second.pid()));
}

TEST(TreeReader, LeavesOutWhatIsGone) {
    TreeReader reader(Pid{::getpid()});
    auto child = std::make_unique<Child>([] { return 0; });
    EXPECT_THAT(pids_of(reader.read(Scope::everyone)), UnorderedElementsAre(child->pid()));
    child.reset();
    EXPECT_THAT(reader.read(Scope::everyone), IsEmpty());
}

TEST(TreeReader, KnowsOnlyItsOwnTree) {
    const Child child(fork_waiting);
    TreeReader of_child(child.pid());
    EXPECT_THAT(pids_of(of_child.read(Scope::everyone)), UnorderedElementsAre(child.told()));
}

TEST(Freeze, StopsAllOfATree) {
    const Child child(fork_waiting);
    TreeReader reader(Pid{::getpid()});
    const auto frozen = freeze(reader);
    EXPECT_THAT(pids_of(frozen), UnorderedElementsAre(child.pid(), child.told()));
    EXPECT_TRUE(std::ranges::all_of(frozen, &Process::stopped));
}

} // namespace
} // namespace manybrains::run::guard
