#include "core/run/guard/freeze.h"

#include "core/run/guard/pidfd.h"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <csignal>

namespace manybrains::run::guard {
namespace {

using Clock = std::chrono::steady_clock;
using Scope = TreeReader::Scope;

/// Something that will not stop (a process in a broken driver) must not keep the rest alive.
constexpr auto patience = std::chrono::seconds(2);

/// An uninterruptible sleep (D) ends in a stop, or never: a vfork's parent waits there for its stopped child.
bool may_still_fork(const Process& process) {
    return !process.stopped() && !process.dead() && process.state != 'D';
}

} // namespace

void stop(const Process& process, const UniqueFd& handle) {
    if (!process.stopped() && !process.dead()) {
        send_signal(handle, SIGSTOP);
    }
}

std::vector<Process> freeze(TreeReader& tree) {
    const auto deadline = Clock::now() + patience;
    tree.read(Scope::everyone, stop);
    for (;;) {
        // One that slipped through doubles every tenth of a millisecond: only the quick reading can win that race.
        while (!tree.read(Scope::newcomers, stop).empty() && Clock::now() < deadline) {
        }
        auto all = tree.read(Scope::afresh, stop);
        if (std::ranges::none_of(all, may_still_fork) || Clock::now() >= deadline) {
            return all;
        }
        ::poll(nullptr, 0, 1); // a signalled process on another core needs a moment to arrive in its stop
    }
}

} // namespace manybrains::run::guard
