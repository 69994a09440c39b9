// Goes through every interposed function that works on a descriptor; blocked in it wherever that can be had.
#include "tests/unit/probe/programs/steps.h"

#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>

#include <array>
#include <cstdlib>

extern "C" {
ssize_t __read_chk(int fd, void* buffer, size_t size, size_t room);
ssize_t __pread_chk(int fd, void* buffer, size_t size, off_t offset, size_t room);
ssize_t __pread64_chk(int fd, void* buffer, size_t size, off64_t offset, size_t room);
ssize_t __recv_chk(int fd, void* buffer, size_t size, size_t room, int flags);
ssize_t __recvfrom_chk(int fd, void* buffer, size_t size, size_t room, int flags, sockaddr* from, socklen_t* length);
}

namespace {

using steps::blocked_step;
using steps::step;

std::array<char, 65536> buffer;
iovec vector{buffer.data(), 4};
msghdr message{};

struct Pair {
    int reader = -1;
    int writer = -1;

    void send_one() const { (void)!::write(writer, "x", 1); }
    void take_all() const {
        ::fcntl(reader, F_SETFL, O_NONBLOCK);
        while (::read(reader, buffer.data(), buffer.size()) > 0) {
        }
    }
    /// Until the next write blocks.
    void fill() const {
        const int flags = ::fcntl(writer, F_GETFL);
        ::fcntl(writer, F_SETFL, flags | O_NONBLOCK);
        while (::write(writer, buffer.data(), buffer.size()) > 0) {
        }
        while (::write(writer, buffer.data(), 1) > 0) {
        }
        ::fcntl(writer, F_SETFL, flags);
    }
};

Pair make_pipe() {
    std::array<int, 2> ends{};
    return ::pipe(ends.data()) == 0 ? Pair{ends[0], ends[1]} : Pair{};
}

Pair make_unix_pair() {
    std::array<int, 2> ends{};
    return ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0 ? Pair{ends[0], ends[1]} : Pair{};
}

int listen_on_loopback(sockaddr_in& address) {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    ::bind(listener, reinterpret_cast<sockaddr*>(&address), length);
    ::listen(listener, 8);
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length);
    return listener;
}

int connect_to(const sockaddr_in& address) {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    return fd;
}

void reading() {
    const Pair pipe = make_pipe();
    const auto send_one = [&] { pipe.send_one(); };
    blocked_step(
        "read", [&] { return ::read(pipe.reader, buffer.data(), 4); }, send_one);
    blocked_step(
        "readv", [&] { return ::readv(pipe.reader, &vector, 1); }, send_one);
    blocked_step(
        "__read_chk", [&] { return ::__read_chk(pipe.reader, buffer.data(), 4, 4); }, send_one);
    step("read of nothing", [] { return ::read(-1, buffer.data(), 4); });
}

void writing() {
    const Pair pipe = make_pipe();
    pipe.fill();
    blocked_step(
        "write", [&] { return ::write(pipe.writer, "x", 1); }, [&] { pipe.take_all(); });
    pipe.fill();
    blocked_step(
        "writev", [&] { return ::writev(pipe.writer, &vector, 1); }, [&] { pipe.take_all(); });
}

void files() {
    const int file = ::memfd_create("file", 0);
    step("pwrite", [&] { return ::pwrite(file, "abcdefgh", 8, 0); });
    step("pwrite64", [&] { return ::pwrite64(file, "ij", 2, 8); });
    step("pread", [&] { return ::pread(file, buffer.data(), 16, 1); });
    step("pread64", [&] { return ::pread64(file, buffer.data(), 16, 2); });
    step("__pread_chk", [&] { return ::__pread_chk(file, buffer.data(), 16, 3, 16); });
    step("__pread64_chk", [&] { return ::__pread64_chk(file, buffer.data(), 16, 4, 16); });
    step("fsync", [&] { return ::fsync(file); });
    step("fdatasync", [&] { return ::fdatasync(file); });
    step("fdatasync of a pipe", [] { return ::fdatasync(make_pipe().reader); });
    const std::string again = "/proc/self/fd/" + std::to_string(file);
    const int other = ::open(again.c_str(), O_RDWR);
    ::flock(other, LOCK_EX);
    blocked_step(
        "flock", [&] { return ::flock(file, LOCK_EX); }, [&] { ::flock(other, LOCK_UN); });
}

void receiving() {
    const Pair pair = make_unix_pair();
    const auto send_one = [&] { pair.send_one(); };
    blocked_step(
        "recv", [&] { return ::recv(pair.reader, buffer.data(), 4, 0); }, send_one);
    blocked_step(
        "recvfrom", [&] { return ::recvfrom(pair.reader, buffer.data(), 4, 0, nullptr, nullptr); }, send_one);
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    blocked_step(
        "recvmsg", [&] { return ::recvmsg(pair.reader, &message, 0); }, send_one);
    blocked_step(
        "__recv_chk", [&] { return ::__recv_chk(pair.reader, buffer.data(), 4, 4, 0); }, send_one);
    blocked_step(
        "__recvfrom_chk", [&] { return ::__recvfrom_chk(pair.reader, buffer.data(), 4, 4, 0, nullptr, nullptr); },
        send_one);
}

void sending() {
    const auto take_all = [](const Pair& pair) { return [pair] { pair.take_all(); }; };
    Pair pair = make_unix_pair();
    pair.fill();
    blocked_step(
        "send", [&] { return ::send(pair.writer, "x", 1, 0); }, take_all(pair));
    pair.fill();
    blocked_step(
        "sendto", [&] { return ::sendto(pair.writer, "x", 1, 0, nullptr, 0); }, take_all(pair));
    pair.fill();
    blocked_step(
        "sendmsg", [&] { return ::sendmsg(pair.writer, &message, 0); }, take_all(pair));
    ::close(pair.reader);
    step("send to nobody", [&] { return ::send(pair.writer, "x", 1, MSG_NOSIGNAL); });
}

void network() {
    sockaddr_in address{};
    const int listener = listen_on_loopback(address);
    const auto come = [&] { connect_to(address); };
    blocked_step(
        "accept", [&] { return ::accept(listener, nullptr, nullptr) >= 0; }, come);
    blocked_step(
        "accept4", [&] { return ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC) >= 0; }, come);
    const int client = ::socket(AF_INET, SOCK_STREAM, 0);
    step("connect", [&] { return ::connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address); });
    const int server = ::accept(listener, nullptr, nullptr);
    blocked_step(
        "recv from the network", [&] { return ::recv(client, buffer.data(), 4, 0); },
        [&] { ::send(server, "x", 1, 0); });
}

/// A Unix socket with no room for connections makes connect() wait.
void connecting() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = "manybrains-test-" + std::to_string(::getpid());
    name.copy(address.sun_path + 1, sizeof address.sun_path - 1); // abstract: nothing is left behind
    const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener, 0);
    const auto connect_once = [&] {
        return ::connect(::socket(AF_UNIX, SOCK_STREAM, 0), reinterpret_cast<sockaddr*>(&address), sizeof address);
    };
    connect_once();
    blocked_step("connect that waits", connect_once, [&] { (void)::accept(listener, nullptr, nullptr); });
}

} // namespace

int main() {
    reading();
    writing();
    files();
    receiving();
    sending();
    network();
    connecting();
}
