#include "core/run/ending.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <csignal>
#include <cstring>
#include <string>
#include <utility>

namespace manybrains::run {
namespace {

using guard::Cause;

std::string bytes_in_words(std::uint64_t bytes) {
    constexpr std::uint64_t kib = 1024;
    constexpr std::uint64_t mib = kib * kib;
    if (bytes >= kib * mib) {
        return fmt::format("{:.4g} GiB", static_cast<double>(bytes) / (kib * mib));
    }
    if (bytes >= mib) {
        return fmt::format("{:.4g} MiB", static_cast<double>(bytes) / mib);
    }
    return fmt::format("{} bytes", bytes);
}

std::string signal_in_words(int signal) {
    const char* description = ::sigdescr_np(signal);
    return fmt::format("signal {} ({})", signal, description != nullptr ? description : "unknown");
}

Ending contained(Cap cap, std::string error) {
    return {.outcome = Outcome::contained, .culprit = {}, .cap = cap, .error = std::move(error)};
}

Ending crashed(Pid pid, int signal) {
    return {.outcome = Outcome::crashed,
            .signal = signal,
            .culprit = pid,
            .error = fmt::format("pid {} was ended by {}", pid.value, signal_in_words(signal))};
}

Ending ended_by_itself(Pid pid, int status, const Caps& caps) {
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ) {
        return contained(Cap::files,
                         fmt::format("stopped: it wrote a file of more than {}", bytes_in_words(caps.file_bytes)));
    }
    if (WIFSIGNALED(status)) {
        return crashed(pid, WTERMSIG(status));
    }
    const int exit_status = WEXITSTATUS(status);
    if (exit_status == 0) {
        return {.outcome = Outcome::completed, .culprit = {}, .error = {}};
    }
    return {.outcome = Outcome::failed,
            .exit_status = exit_status,
            .culprit = {},
            .error = fmt::format("pid {} ended with status {}", pid.value, exit_status)};
}

} // namespace

Ending ending_of(const guard::Message& ended, const Caps& caps, bool too_much_output) {
    if (too_much_output) {
        return contained(Cap::output,
                         fmt::format("stopped: it printed more than {}", bytes_in_words(caps.output_bytes)));
    }
    switch (ended.cause) {
    case Cause::itself:
        return ended_by_itself(Pid{ended.pid}, ended.code, caps);
    case Cause::processes:
        return contained(Cap::processes,
                         fmt::format("stopped: it had more than {} processes at one time", caps.processes));
    case Cause::memory:
        return contained(Cap::memory,
                         fmt::format("stopped: it used more than {} of memory", bytes_in_words(caps.memory_bytes)));
    case Cause::time:
        return {.outcome = Outcome::timed_out,
                .culprit = {},
                .cap = Cap::time,
                .error = fmt::format("stopped: it ran for more than {:g} s",
                                     std::chrono::duration<double>(caps.time).count())};
    case Cause::stopped:
        break;
    }
    return {.outcome = Outcome::cancelled, .culprit = {}, .error = "cancelled"};
}

Ending ending_of_lost_guard(Pid guard, int status) {
    Ending ending{.outcome = Outcome::crashed, .culprit = guard, .error = {}};
    if (WIFSIGNALED(status)) {
        ending.signal = WTERMSIG(status);
    }
    ending.error = fmt::format("the guard, pid {}, was ended by {}; its processes were ended with it", guard.value,
                               signal_in_words(ending.signal));
    return ending;
}

} // namespace manybrains::run
