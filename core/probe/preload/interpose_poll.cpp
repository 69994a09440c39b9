// poll and select. Asked not to wait they record nothing; waiting for no descriptor at all is a sleep.
#include "core/probe/preload/libc.h"
#include "core/probe/preload/poll_call.h"

using namespace manybrains::probe;
using namespace manybrains::probe::preload;

namespace {

bool is_zero(const timeval* timeout) noexcept {
    return timeout != nullptr && timeout->tv_sec == 0 && timeout->tv_usec == 0;
}

bool is_zero(const timespec* timeout) noexcept {
    return timeout != nullptr && timeout->tv_sec == 0 && timeout->tv_nsec == 0;
}

/// What poll() watches.
struct PollSet {
    const pollfd* fds;
    nfds_t count;

    [[nodiscard]] int first() const noexcept {
        for (nfds_t i = 0; fds != nullptr && i < count; ++i) {
            if (fds[i].fd >= 0) {
                return fds[i].fd;
            }
        }
        return no_descriptor;
    }

    [[nodiscard]] int first_ready() const noexcept {
        for (nfds_t i = 0; i < count; ++i) {
            if (fds[i].revents != 0) {
                return fds[i].fd;
            }
        }
        return no_descriptor;
    }
};

/// What select() watches; it leaves the ready ones in the same sets.
struct SelectSet {
    int count;
    const fd_set* sets[3];

    [[nodiscard]] int first() const noexcept {
        for (int fd = 0; fd < count; ++fd) {
            for (const fd_set* set : sets) {
                if (set != nullptr && has(set, fd)) {
                    return fd;
                }
            }
        }
        return no_descriptor;
    }

    [[nodiscard]] int first_ready() const noexcept { return first(); }

private:
    /// FD_ISSET without its limit: the kernel takes sets of any length.
    static bool has(const fd_set* set, int fd) noexcept {
        const auto* words = reinterpret_cast<const fd_mask*>(set);
        return ((words[fd / NFDBITS] >> (fd % NFDBITS)) & 1) != 0;
    }
};

template <typename Set, typename Function, typename... Arguments>
int wait_for_any(const Set& set, Function& function, Arguments... arguments) {
    const int first = set.first();
    const OpenCall open =
        first == no_descriptor ? begin_call(Call::sleep, 0) : begin_call(Call::poll, static_cast<std::uint64_t>(first));
    const int ready = function(arguments...);
    end_poll(open, ready, [&set] { return set.first_ready(); });
    return ready;
}

} // namespace

MANYBRAINS_EXPORT int select(int count, fd_set* reading, fd_set* writing, fd_set* failing, timeval* timeout) {
    if (is_zero(timeout)) {
        return libc.select(count, reading, writing, failing, timeout);
    }
    const SelectSet set = {count, {reading, writing, failing}};
    return wait_for_any(set, libc.select, count, reading, writing, failing, timeout);
}

MANYBRAINS_EXPORT int pselect(int count, fd_set* reading, fd_set* writing, fd_set* failing, const timespec* timeout,
                              const sigset_t* mask) {
    if (is_zero(timeout)) {
        return libc.pselect(count, reading, writing, failing, timeout, mask);
    }
    const SelectSet set = {count, {reading, writing, failing}};
    return wait_for_any(set, libc.pselect, count, reading, writing, failing, timeout, mask);
}

MANYBRAINS_EXPORT int poll(pollfd* fds, nfds_t count, int timeout) {
    return timeout == 0 ? libc.poll(fds, count, timeout)
                        : wait_for_any(PollSet{fds, count}, libc.poll, fds, count, timeout);
}

MANYBRAINS_EXPORT int __poll_chk(pollfd* fds, nfds_t count, int timeout, size_t room) {
    return timeout == 0 ? libc.__poll_chk(fds, count, timeout, room)
                        : wait_for_any(PollSet{fds, count}, libc.__poll_chk, fds, count, timeout, room);
}

MANYBRAINS_EXPORT int ppoll(pollfd* fds, nfds_t count, const timespec* timeout, const sigset_t* mask) {
    return is_zero(timeout) ? libc.ppoll(fds, count, timeout, mask)
                            : wait_for_any(PollSet{fds, count}, libc.ppoll, fds, count, timeout, mask);
}

MANYBRAINS_EXPORT int __ppoll_chk(pollfd* fds, nfds_t count, const timespec* timeout, const sigset_t* mask,
                                  size_t room) {
    return is_zero(timeout) ? libc.__ppoll_chk(fds, count, timeout, mask, room)
                            : wait_for_any(PollSet{fds, count}, libc.__ppoll_chk, fds, count, timeout, mask, room);
}
