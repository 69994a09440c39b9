// epoll: what event loops wait in. Asked not to wait they record nothing: a busy loop asks so at every turn.
#include "core/probe/preload/epoll_interest.h"
#include "core/probe/preload/libc.h"
#include "core/probe/preload/poll_call.h"

using namespace manybrains::probe;
using namespace manybrains::probe::preload;

namespace {

template <typename Function, typename... Arguments>
int wait_for_events(Function& function, int fd, epoll_event* events, Arguments... arguments) {
    const OpenCall open = begin_call(Call::poll, static_cast<std::uint64_t>(fd));
    const int ready = function(fd, events, arguments...);
    end_poll(open, ready, [events] { return descriptor_behind(events[0].data.u64); });
    return ready;
}

} // namespace

MANYBRAINS_EXPORT int epoll_ctl(int epoll, int operation, int fd, epoll_event* event) noexcept {
    if (recording() && event != nullptr && operation != EPOLL_CTL_DEL) {
        remember_interest(event->data.u64, fd);
    }
    return libc.epoll_ctl(epoll, operation, fd, event);
}

MANYBRAINS_EXPORT int epoll_wait(int fd, epoll_event* events, int room, int timeout) {
    return timeout == 0 ? libc.epoll_wait(fd, events, room, timeout)
                        : wait_for_events(libc.epoll_wait, fd, events, room, timeout);
}

MANYBRAINS_EXPORT int epoll_pwait(int fd, epoll_event* events, int room, int timeout, const sigset_t* mask) {
    return timeout == 0 ? libc.epoll_pwait(fd, events, room, timeout, mask)
                        : wait_for_events(libc.epoll_pwait, fd, events, room, timeout, mask);
}

MANYBRAINS_EXPORT int epoll_pwait2(int fd, epoll_event* events, int room, const timespec* timeout,
                                   const sigset_t* mask) {
    const bool waits = timeout == nullptr || timeout->tv_sec != 0 || timeout->tv_nsec != 0;
    return waits ? wait_for_events(libc.epoll_pwait2, fd, events, room, timeout, mask)
                 : libc.epoll_pwait2(fd, events, room, timeout, mask);
}
