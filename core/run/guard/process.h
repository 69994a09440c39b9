// The processes of this machine as /proc shows them, and which of them descend from one. Used by the guard, and by
// the app when its guard was killed.
#pragma once

#include "core/base/ids.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace manybrains::run::guard {

/// One line of /proc/PID/stat. A pid and a start time together name a process for good: numbers are used again.
struct Process {
    Pid pid;
    Pid parent;
    Pid session;
    char state = '?'; ///< R, S, D, T, t, Z, X: see proc(5)
    int threads = 0;
    std::uint64_t start_ticks = 0;
    std::uint64_t rss_bytes = 0;

    [[nodiscard]] bool dead() const noexcept { return state == 'Z' || state == 'X'; }
    [[nodiscard]] bool stopped() const noexcept { return state == 'T' || state == 't'; }
};

/// nullopt: there is no such process (any more).
[[nodiscard]] std::optional<Process> read_process(Pid pid);

/// In ascending order.
[[nodiscard]] std::vector<Pid> list_pids();

/// Every process, in order of pid. Not one instant: what is born or dies meanwhile may be missing.
[[nodiscard]] std::vector<Process> read_processes();

/// Those that descend from one of `ancestors`, without these.
[[nodiscard]] std::vector<Process> descendants(const std::vector<Process>& all, const std::vector<Pid>& ancestors);

/// Sends the signal to this very process, never to a later one with its number. False: it is gone, or not ours.
bool send_signal(const Process& process, int signal);

/// PSS of one process from smaps_rollup; its RSS where the kernel does not tell.
[[nodiscard]] std::uint64_t pss_bytes(const Process& process);

/// How many threads the whole machine has, zombies included. Asking costs a microsecond: while there are not many more
/// than before, a tree cannot have grown by much and need not be read.
class MachineThreads {
public:
    MachineThreads();
    /// nullopt: the kernel does not tell.
    [[nodiscard]] std::optional<int> count() const;

private:
    UniqueFd loadavg_;
};

} // namespace manybrains::run::guard
