// Semaphores, mutexes and the ends of threads. A lock that is free is taken without a record.
#include "core/probe/preload/blocking_call.h"
#include "core/probe/preload/libc.h"
#include "core/probe/preload/python_runtime.h"

using namespace manybrains::probe;
using namespace manybrains::probe::preload;

namespace {

bool try_semaphore(sem_t* semaphore) noexcept {
    const int saved = errno;
    const bool taken = ::sem_trywait(semaphore) == 0;
    errno = saved;
    return taken;
}

} // namespace

MANYBRAINS_EXPORT int sem_wait(sem_t* semaphore) {
    if (!recording()) {
        return libc.sem_wait(semaphore);
    }
    ::pthread_testcancel(); // sem_wait() is a cancellation point also where it need not wait
    return try_semaphore(semaphore) ? 0 : call_with_errno(Call::semaphore, 0, libc.sem_wait, semaphore);
}

MANYBRAINS_EXPORT int sem_timedwait(sem_t* semaphore, const timespec* deadline) {
    return call_with_errno(Call::semaphore, 0, libc.sem_timedwait, semaphore, deadline);
}

MANYBRAINS_EXPORT int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* deadline) {
    return call_with_errno(Call::semaphore, 0, libc.sem_clockwait, semaphore, clock, deadline);
}

MANYBRAINS_EXPORT int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
    if (!recording()) {
        return libc.pthread_mutex_lock(mutex);
    }
    const int tried = ::pthread_mutex_trylock(mutex);
    if (tried != EBUSY) {
        return tried;
    }
    const bool is_gil = python_runtime.contains(mutex);
    return call_with_error_number(is_gil ? Call::gil : Call::mutex, is_gil ? python_runtime.offset(mutex) : 0,
                                  libc.pthread_mutex_lock, mutex);
}

MANYBRAINS_EXPORT int pthread_join(pthread_t thread, void** result) {
    return call_with_error_number(Call::thread_join, 0, libc.pthread_join, thread, result);
}

MANYBRAINS_EXPORT int pthread_timedjoin_np(pthread_t thread, void** result, const timespec* deadline) {
    return call_with_error_number(Call::thread_join, 0, libc.pthread_timedjoin_np, thread, result, deadline);
}
