// pidfd_open and pidfd_send_signal as plain system calls: glibc 2.36 declares them without C linkage.
#pragma once

#include "core/base/ids.h"
#include "core/base/unique_fd.h"

#include <sys/syscall.h>
#include <unistd.h>

namespace manybrains::run::guard {

/// A handle that stays this process's own when its number is used again, readable when it has ended.
[[nodiscard]] inline UniqueFd open_pidfd(Pid pid) noexcept {
    return UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid.value, 0)));
}

inline bool send_signal(const UniqueFd& pidfd, int signal) noexcept {
    return ::syscall(SYS_pidfd_send_signal, pidfd.get(), signal, nullptr, 0) == 0;
}

} // namespace manybrains::run::guard
