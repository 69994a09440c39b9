#include "core/run/guard/freeze.h"

#include <poll.h>

#include <chrono>
#include <csignal>

namespace manybrains::run::guard {
namespace {

using Clock = std::chrono::steady_clock;

/// Something that will not stop (a process in a broken driver) must not keep the rest alive.
constexpr auto patience = std::chrono::seconds(2);

/// An uninterruptible sleep (D) ends in a stop, or never: a vfork's parent waits there for its stopped child.
bool may_still_fork(const Process& process) {
    return !process.stopped() && !process.dead() && process.state != 'D';
}

/// Signals what is not stopped yet; true when nothing was running.
bool stop_once(const std::vector<Process>& tree) {
    bool still = true;
    for (const Process& process : tree) {
        if (!process.stopped() && !process.dead()) {
            send_signal(process, SIGSTOP);
        }
        still = still && !may_still_fork(process);
    }
    return still;
}

} // namespace

std::vector<Process> freeze(const ListTree& list) {
    const auto deadline = Clock::now() + patience;
    std::vector<Process> tree = list();
    while (!stop_once(tree) && Clock::now() < deadline) {
        ::poll(nullptr, 0, 1); // a signalled process on another core needs a moment to arrive in its stop
        tree = list();
    }
    return tree;
}

void kill_all(const std::vector<Process>& tree) {
    for (const Process& process : tree) {
        if (!process.dead()) {
            send_signal(process, SIGKILL);
        }
    }
}

} // namespace manybrains::run::guard
