// Waiting for child processes, and sending signals.
#include "core/probe/preload/blocking_call.h"
#include "core/probe/preload/libc.h"
#include "core/probe/preload/signal_record.h"

using namespace manybrains::probe;
using namespace manybrains::probe::preload;

namespace {

void note_child(pid_t pid, int status) noexcept {
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
        emit({.kind = Kind::child_ended, .argument = pack(pid, status)});
    }
}

/// Of functions that return the child's pid and write its status to `status`.
template <typename Function, typename... Arguments>
pid_t wait_for_child(pid_t pid, const int* status, int options, Function& function, Arguments... arguments) {
    const bool waits = (options & WNOHANG) == 0;
    const OpenCall open = waits ? begin_call(Call::process_wait, pack(pid, 0)) : OpenCall{};
    const pid_t child = function(arguments...);
    end_call(open);
    if (child > 0) {
        note_child(child, *status);
    }
    return child;
}

/// The status that waitpid() would have given.
int raw_status(const siginfo_t& information) noexcept {
    switch (information.si_code) {
    case CLD_EXITED:
        return W_EXITCODE(information.si_status & 0xff, 0);
    case CLD_KILLED:
        return W_EXITCODE(0, information.si_status);
    case CLD_DUMPED:
        return W_EXITCODE(0, information.si_status) | WCOREFLAG;
    default:
        return W_STOPCODE(information.si_status);
    }
}

} // namespace

MANYBRAINS_EXPORT pid_t wait(int* status) {
    int own = 0;
    int* target = status != nullptr ? status : &own;
    return wait_for_child(-1, target, 0, libc.wait, target);
}

MANYBRAINS_EXPORT pid_t waitpid(pid_t pid, int* status, int options) {
    int own = 0;
    int* target = status != nullptr ? status : &own;
    return wait_for_child(pid, target, options, libc.waitpid, pid, target, options);
}

MANYBRAINS_EXPORT pid_t wait3(int* status, int options, rusage* usage) noexcept {
    int own = 0;
    int* target = status != nullptr ? status : &own;
    return wait_for_child(-1, target, options, libc.wait3, target, options, usage);
}

MANYBRAINS_EXPORT pid_t wait4(pid_t pid, int* status, int options, rusage* usage) noexcept {
    int own = 0;
    int* target = status != nullptr ? status : &own;
    return wait_for_child(pid, target, options, libc.wait4, pid, target, options, usage);
}

MANYBRAINS_EXPORT int waitid(idtype_t type, id_t id, siginfo_t* information, int options) {
    siginfo_t own = {};
    siginfo_t* target = information != nullptr ? information : &own;
    const bool waits = (options & WNOHANG) == 0;
    const OpenCall open = waits ? begin_call(Call::process_wait, type == P_PID ? id : 0) : OpenCall{};
    const int result = libc.waitid(type, id, target, options);
    end_call(open);
    if (result == 0 && target->si_pid > 0 && (options & WNOWAIT) == 0) {
        note_child(target->si_pid, raw_status(*target));
    }
    return result;
}

MANYBRAINS_EXPORT int kill(pid_t pid, int signal) noexcept {
    note_signal_sent(pid, signal);
    return libc.kill(pid, signal);
}

MANYBRAINS_EXPORT int killpg(pid_t group, int signal) noexcept {
    note_signal_sent(-group, signal);
    return libc.killpg(group, signal);
}
