// Sockets: receiving, sending, connections coming and going.
#include "core/probe/preload/blocking_call.h"
#include "core/probe/preload/libc.h"

using namespace manybrains::probe;
using namespace manybrains::probe::preload;

MANYBRAINS_EXPORT ssize_t recv(int fd, void* buffer, size_t size, int flags) {
    return call_on_descriptor(Call::receive, libc.recv, fd, buffer, size, flags);
}

MANYBRAINS_EXPORT ssize_t __recv_chk(int fd, void* buffer, size_t size, size_t room, int flags) {
    return call_on_descriptor(Call::receive, libc.__recv_chk, fd, buffer, size, room, flags);
}

MANYBRAINS_EXPORT ssize_t recvfrom(int fd, void* buffer, size_t size, int flags, sockaddr* from, socklen_t* length) {
    return call_on_descriptor(Call::receive, libc.recvfrom, fd, buffer, size, flags, from, length);
}

MANYBRAINS_EXPORT ssize_t __recvfrom_chk(int fd, void* buffer, size_t size, size_t room, int flags, sockaddr* from,
                                         socklen_t* length) {
    return call_on_descriptor(Call::receive, libc.__recvfrom_chk, fd, buffer, size, room, flags, from, length);
}

MANYBRAINS_EXPORT ssize_t recvmsg(int fd, msghdr* message, int flags) {
    return call_on_descriptor(Call::receive, libc.recvmsg, fd, message, flags);
}

MANYBRAINS_EXPORT ssize_t send(int fd, const void* buffer, size_t size, int flags) {
    return call_on_descriptor(Call::send, libc.send, fd, buffer, size, flags);
}

MANYBRAINS_EXPORT ssize_t sendto(int fd, const void* buffer, size_t size, int flags, const sockaddr* to,
                                 socklen_t length) {
    return call_on_descriptor(Call::send, libc.sendto, fd, buffer, size, flags, to, length);
}

MANYBRAINS_EXPORT ssize_t sendmsg(int fd, const msghdr* message, int flags) {
    return call_on_descriptor(Call::send, libc.sendmsg, fd, message, flags);
}

MANYBRAINS_EXPORT int accept(int fd, sockaddr* from, socklen_t* length) {
    return call_on_descriptor(Call::accept, libc.accept, fd, from, length);
}

MANYBRAINS_EXPORT int accept4(int fd, sockaddr* from, socklen_t* length, int flags) {
    return call_on_descriptor(Call::accept, libc.accept4, fd, from, length, flags);
}

MANYBRAINS_EXPORT int connect(int fd, const sockaddr* to, socklen_t length) {
    return call_on_descriptor(Call::connect, libc.connect, fd, to, length);
}
