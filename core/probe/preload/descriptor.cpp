#include "core/probe/preload/descriptor.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdio.h>
#include <string.h>

#include <cerrno>

namespace manybrains::probe::preload {

namespace {

Descriptor socket_kind(int fd) noexcept {
    int domain = 0;
    socklen_t length = sizeof domain;
    if (::getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &length) != 0) {
        return Descriptor::unknown;
    }
    switch (domain) {
    case AF_UNIX:
        return Descriptor::unix_socket;
    case AF_INET:
    case AF_INET6:
        return Descriptor::network_socket;
    default:
        return Descriptor::other;
    }
}

Descriptor ask(int fd) noexcept {
    struct stat status = {};
    if (::fstat(fd, &status) != 0) {
        return Descriptor::unknown;
    }
    switch (status.st_mode & S_IFMT) {
    case S_IFIFO:
        return Descriptor::pipe;
    case S_IFSOCK:
        return socket_kind(fd);
    case S_IFREG:
    case S_IFDIR:
    case S_IFBLK:
        return Descriptor::file;
    default:
        return Descriptor::other;
    }
}

} // namespace

Descriptor descriptor_kind(int fd) noexcept {
    const int saved = errno;
    const Descriptor kind = ask(fd);
    errno = saved;
    return kind;
}

bool is_timer(int fd) noexcept {
    constexpr char timer[] = "anon_inode:[timerfd]";
    const int saved = errno;
    char path[32];
    char target[sizeof timer] = {};
    ::snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    const ssize_t length = ::readlink(path, target, sizeof target);
    errno = saved;
    return length == sizeof timer - 1 && ::memcmp(target, timer, sizeof timer - 1) == 0;
}

} // namespace manybrains::probe::preload
