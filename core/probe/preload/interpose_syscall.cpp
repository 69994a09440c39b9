// syscall(): std::atomic::wait and std::counting_semaphore wait on futexes through it, and some signals are sent with
// it.
#include "core/probe/preload/blocking_call.h"
#include "core/probe/preload/libc.h"
#include "core/probe/preload/pidfd.h"
#include "core/probe/preload/signal_record.h"

#include <sys/syscall.h>

#include <linux/futex.h>

#include <cstdarg>

using namespace manybrains::probe;
using namespace manybrains::probe::preload;

namespace {

bool waits_on_futex(long number, long operation) noexcept {
    if (number != SYS_futex) {
        return false;
    }
    switch (operation & FUTEX_CMD_MASK) {
    case FUTEX_WAIT:
    case FUTEX_WAIT_BITSET:
    case FUTEX_WAIT_REQUEUE_PI:
    case FUTEX_LOCK_PI:
        return true;
    default:
        return false;
    }
}

void note_signals(long number, long first, long second, long third) noexcept {
    if (!recording()) {
        return;
    }
    switch (number) {
    case SYS_kill:
        note_signal_sent(static_cast<pid_t>(first), static_cast<int>(second));
        break;
    case SYS_tgkill:
        note_signal_sent(static_cast<pid_t>(first), static_cast<int>(third));
        break;
    case SYS_pidfd_send_signal:
        if (const pid_t pid = pid_of(static_cast<int>(first)); pid > 0) {
            note_signal_sent(pid, static_cast<int>(second));
        }
        break;
    default:
        break;
    }
}

} // namespace

MANYBRAINS_EXPORT long syscall(long number, ...) noexcept {
    va_list arguments;
    va_start(arguments, number);
    const long a = va_arg(arguments, long);
    const long b = va_arg(arguments, long);
    const long c = va_arg(arguments, long);
    const long d = va_arg(arguments, long);
    const long e = va_arg(arguments, long);
    const long f = va_arg(arguments, long);
    va_end(arguments);
    if (waits_on_futex(number, b)) {
        return call_with_errno(Call::futex, 0, libc.syscall, number, a, b, c, d, e, f);
    }
    note_signals(number, a, b, c);
    return libc.syscall(number, a, b, c, d, e, f);
}
