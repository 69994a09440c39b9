#include "core/probe/preload/pidfd.h"

#include "core/probe/preload/libc.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cerrno>

namespace manybrains::probe::preload {

namespace {

/// The kernel's description of the descriptor, cut to `room`.
bool read_description(int fd, char* text, size_t room) noexcept {
    char path[40];
    ::snprintf(path, sizeof path, "/proc/self/fdinfo/%d", fd);
    const int file = ::open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    const ssize_t size = libc.read(file, text, room - 1);
    ::close(file);
    text[size > 0 ? size : 0] = '\0';
    return size > 0;
}

} // namespace

pid_t pid_of(int pidfd) noexcept {
    const int saved = errno;
    char text[512];
    pid_t pid = 0;
    if (read_description(pidfd, text, sizeof text)) {
        constexpr const char* field = "\nPid:";
        const char* found = ::strstr(text, field);
        pid = found != nullptr ? static_cast<pid_t>(::strtol(found + strlen(field), nullptr, 10)) : 0;
    }
    errno = saved;
    return pid > 0 ? pid : 0;
}

} // namespace manybrains::probe::preload
