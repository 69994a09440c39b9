// Condition variables. Those inside _PyRuntime are the interpreter lock's: waiting on them is waiting for the lock, and
// signalling them says that it was taken or dropped.
#include "core/probe/preload/blocking_call.h"
#include "core/probe/preload/libc.h"
#include "core/probe/preload/python_runtime.h"

using namespace manybrains::probe;
using namespace manybrains::probe::preload;

namespace {

template <typename Function, typename... Arguments>
int wait_on(Function& function, pthread_cond_t* condition, Arguments... arguments) {
    const bool is_gil = python_runtime.contains(condition);
    return call_with_error_number(is_gil ? Call::gil : Call::condition, is_gil ? python_runtime.offset(condition) : 0,
                                  function, condition, arguments...);
}

/// Before the signal is sent: whoever wakes by it then records later.
void note_signal(const pthread_cond_t* condition) noexcept {
    if (python_runtime.contains(condition)) {
        emit({.kind = Kind::cond_signal, .argument = python_runtime.offset(condition)});
    }
}

} // namespace

MANYBRAINS_EXPORT int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
    return wait_on(libc.pthread_cond_wait, condition, mutex);
}

MANYBRAINS_EXPORT int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                             const timespec* deadline) {
    return wait_on(libc.pthread_cond_timedwait, condition, mutex, deadline);
}

MANYBRAINS_EXPORT int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                                             const timespec* deadline) {
    return wait_on(libc.pthread_cond_clockwait, condition, mutex, clock, deadline);
}

MANYBRAINS_EXPORT int pthread_cond_signal(pthread_cond_t* condition) noexcept {
    note_signal(condition);
    return libc.pthread_cond_signal(condition);
}

MANYBRAINS_EXPORT int pthread_cond_broadcast(pthread_cond_t* condition) noexcept {
    note_signal(condition);
    return libc.pthread_cond_broadcast(condition);
}
