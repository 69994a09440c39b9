// Reading, writing and locking through a descriptor: a file, a pipe, a terminal, a socket.
#include "core/probe/preload/blocking_call.h"
#include "core/probe/preload/libc.h"

using namespace manybrains::probe;
using namespace manybrains::probe::preload;

MANYBRAINS_EXPORT ssize_t read(int fd, void* buffer, size_t size) {
    return call_on_descriptor(Call::read, libc.read, fd, buffer, size);
}

MANYBRAINS_EXPORT ssize_t __read_chk(int fd, void* buffer, size_t size, size_t room) {
    return call_on_descriptor(Call::read, libc.__read_chk, fd, buffer, size, room);
}

MANYBRAINS_EXPORT ssize_t readv(int fd, const iovec* buffers, int count) {
    return call_on_descriptor(Call::read, libc.readv, fd, buffers, count);
}

MANYBRAINS_EXPORT ssize_t pread(int fd, void* buffer, size_t size, off_t offset) {
    return call_on_descriptor(Call::read, libc.pread, fd, buffer, size, offset);
}

MANYBRAINS_EXPORT ssize_t pread64(int fd, void* buffer, size_t size, off64_t offset) {
    return call_on_descriptor(Call::read, libc.pread64, fd, buffer, size, offset);
}

MANYBRAINS_EXPORT ssize_t __pread_chk(int fd, void* buffer, size_t size, off_t offset, size_t room) {
    return call_on_descriptor(Call::read, libc.__pread_chk, fd, buffer, size, offset, room);
}

MANYBRAINS_EXPORT ssize_t __pread64_chk(int fd, void* buffer, size_t size, off64_t offset, size_t room) {
    return call_on_descriptor(Call::read, libc.__pread64_chk, fd, buffer, size, offset, room);
}

MANYBRAINS_EXPORT ssize_t write(int fd, const void* buffer, size_t size) {
    return call_on_descriptor(Call::write, libc.write, fd, buffer, size);
}

MANYBRAINS_EXPORT ssize_t writev(int fd, const iovec* buffers, int count) {
    return call_on_descriptor(Call::write, libc.writev, fd, buffers, count);
}

MANYBRAINS_EXPORT ssize_t pwrite(int fd, const void* buffer, size_t size, off_t offset) {
    return call_on_descriptor(Call::write, libc.pwrite, fd, buffer, size, offset);
}

MANYBRAINS_EXPORT ssize_t pwrite64(int fd, const void* buffer, size_t size, off64_t offset) {
    return call_on_descriptor(Call::write, libc.pwrite64, fd, buffer, size, offset);
}

MANYBRAINS_EXPORT int fsync(int fd) {
    return call_on_descriptor(Call::write, libc.fsync, fd);
}

MANYBRAINS_EXPORT int fdatasync(int fd) {
    return call_on_descriptor(Call::write, libc.fdatasync, fd);
}

MANYBRAINS_EXPORT int flock(int fd, int operation) noexcept {
    return call_on_descriptor(Call::file_lock, libc.flock, fd, operation);
}
