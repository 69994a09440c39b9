#include "core/record/fatal_signals.h"

#include <sys/wait.h>

namespace manybrains::record {

void FatalSignals::sent(Pid sender, Pid target, int signal) {
    if (target.value <= 0) {
        sent_to_groups_.insert(signal);
    } else if (target != sender) { // a process that ends itself by a signal has crashed
        sent_.insert({target, signal});
    }
}

std::optional<int> FatalSignals::crash(Pid pid, int wait_status) const {
    if (!WIFSIGNALED(wait_status)) {
        return std::nullopt;
    }
    const int signal = WTERMSIG(wait_status);
    if (sent_to_groups_.contains(signal) || sent_.contains({pid, signal})) {
        return std::nullopt;
    }
    return signal;
}

} // namespace manybrains::record
