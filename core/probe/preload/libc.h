// The functions of libc (or of whatever else is preloaded behind us) that ours stand in front of, found once when the
// library is loaded, or by the first call where that comes earlier.
#pragma once

#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

#include <atomic>

// What programs built with _FORTIFY_SOURCE call; declared in no header when it is off, as it is here.
extern "C" {
ssize_t __read_chk(int fd, void* buffer, size_t size, size_t room);
ssize_t __pread_chk(int fd, void* buffer, size_t size, off_t offset, size_t room);
ssize_t __pread64_chk(int fd, void* buffer, size_t size, off64_t offset, size_t room);
ssize_t __recv_chk(int fd, void* buffer, size_t size, size_t room, int flags);
ssize_t __recvfrom_chk(int fd, void* buffer, size_t size, size_t room, int flags, sockaddr* from, socklen_t* length);
int __poll_chk(pollfd* fds, nfds_t count, int timeout, size_t room);
int __ppoll_chk(pollfd* fds, nfds_t count, const timespec* timeout, const sigset_t* mask, size_t room);
}

namespace manybrains::probe::preload {

/// The next definition of `name` behind this library; of `version` where there is such a one.
[[nodiscard]] void* find_next(const char* name, const char* version) noexcept;

/// One function behind ours; called like it. Any thread, any time.
template <typename Function>
class Next {
public:
    constexpr explicit Next(const char* name, const char* version = nullptr) noexcept
        : name_(name), version_(version) {}

    template <typename... Arguments>
    auto operator()(Arguments... arguments) {
        return get()(arguments...);
    }

    Function* get() noexcept {
        Function* known = function_.load(std::memory_order_relaxed);
        return known != nullptr ? known : find();
    }

private:
    [[gnu::noinline, gnu::cold]] Function* find() noexcept {
        auto* found = reinterpret_cast<Function*>(find_next(name_, version_));
        function_.store(found, std::memory_order_relaxed);
        return found;
    }

    const char* name_;
    const char* version_;
    std::atomic<Function*> function_{nullptr};
};

// The condition functions exist twice in glibc on older architectures; dlsym would give the old ones.
#define MANYBRAINS_INTERPOSED(PLAIN, CONDITION)                                                                        \
    PLAIN(nanosleep)                                                                                                   \
    PLAIN(clock_nanosleep)                                                                                             \
    PLAIN(usleep)                                                                                                      \
    PLAIN(sleep)                                                                                                       \
    PLAIN(select)                                                                                                      \
    PLAIN(pselect)                                                                                                     \
    PLAIN(poll)                                                                                                        \
    PLAIN(ppoll)                                                                                                       \
    PLAIN(__poll_chk)                                                                                                  \
    PLAIN(__ppoll_chk)                                                                                                 \
    PLAIN(epoll_ctl)                                                                                                   \
    PLAIN(epoll_wait)                                                                                                  \
    PLAIN(epoll_pwait)                                                                                                 \
    PLAIN(epoll_pwait2)                                                                                                \
    PLAIN(read)                                                                                                        \
    PLAIN(readv)                                                                                                       \
    PLAIN(pread)                                                                                                       \
    PLAIN(pread64)                                                                                                     \
    PLAIN(__read_chk)                                                                                                  \
    PLAIN(__pread_chk)                                                                                                 \
    PLAIN(__pread64_chk)                                                                                               \
    PLAIN(write)                                                                                                       \
    PLAIN(writev)                                                                                                      \
    PLAIN(pwrite)                                                                                                      \
    PLAIN(pwrite64)                                                                                                    \
    PLAIN(fsync)                                                                                                       \
    PLAIN(fdatasync)                                                                                                   \
    PLAIN(flock)                                                                                                       \
    PLAIN(recv)                                                                                                        \
    PLAIN(recvfrom)                                                                                                    \
    PLAIN(recvmsg)                                                                                                     \
    PLAIN(__recv_chk)                                                                                                  \
    PLAIN(__recvfrom_chk)                                                                                              \
    PLAIN(send)                                                                                                        \
    PLAIN(sendto)                                                                                                      \
    PLAIN(sendmsg)                                                                                                     \
    PLAIN(accept)                                                                                                      \
    PLAIN(accept4)                                                                                                     \
    PLAIN(connect)                                                                                                     \
    PLAIN(sem_wait)                                                                                                    \
    PLAIN(sem_timedwait)                                                                                               \
    PLAIN(sem_clockwait)                                                                                               \
    PLAIN(pthread_mutex_lock)                                                                                          \
    PLAIN(pthread_join)                                                                                                \
    PLAIN(pthread_timedjoin_np)                                                                                        \
    PLAIN(pthread_cond_clockwait)                                                                                      \
    CONDITION(pthread_cond_wait)                                                                                       \
    CONDITION(pthread_cond_timedwait)                                                                                  \
    CONDITION(pthread_cond_signal)                                                                                     \
    CONDITION(pthread_cond_broadcast)                                                                                  \
    PLAIN(wait)                                                                                                        \
    PLAIN(waitpid)                                                                                                     \
    PLAIN(wait3)                                                                                                       \
    PLAIN(wait4)                                                                                                       \
    PLAIN(waitid)                                                                                                      \
    PLAIN(kill)                                                                                                        \
    PLAIN(killpg)                                                                                                      \
    PLAIN(syscall)

struct Libc {
#define MANYBRAINS_PLAIN(name) Next<decltype(::name)> name{#name};
#define MANYBRAINS_CONDITION(name) Next<decltype(::name)> name{#name, "GLIBC_2.3.2"};
    MANYBRAINS_INTERPOSED(MANYBRAINS_PLAIN, MANYBRAINS_CONDITION)
#undef MANYBRAINS_PLAIN
#undef MANYBRAINS_CONDITION

    void find_all() noexcept;
};

extern constinit Libc libc;

} // namespace manybrains::probe::preload

/// Of a function that takes the place of libc's in the recorded program.
#define MANYBRAINS_EXPORT extern "C" [[gnu::visibility("default")]]
