#include "core/python/program_output.h"

#include "core/base/unique_fd.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace manybrains::python {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_answer = 64 * 1024;

/// The attributes and file actions of one posix_spawn.
class SpawnSettings {
public:
    explicit SpawnSettings(int output) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
        ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawnattr_init(&attributes_);
        // Away from our terminal, in a group that can be ended as one, with no signal blocked or ignored.
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        sigset_t signals;
        ::sigemptyset(&signals);
        ::posix_spawnattr_setsigmask(&attributes_, &signals);
        ::sigaddset(&signals, SIGPIPE);
        ::posix_spawnattr_setsigdefault(&attributes_, &signals);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }

    [[nodiscard]] int spawn(pid_t& pid, const std::vector<std::string>& argv) const {
        std::vector<char*> arguments;
        for (const std::string& argument : argv) {
            arguments.push_back(const_cast<char*>(argument.c_str())); // posix_spawn does not write to them
        }
        arguments.push_back(nullptr);
        return ::posix_spawn(&pid, arguments[0], &actions_, &attributes_, arguments.data(), environ);
    }

private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

/// A started program: ended with its group, and reaped, at the latest by the destructor.
class Child {
public:
    explicit Child(pid_t pid) : pid_(pid), fd_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() { (void)end(); }

    /// Readable when it has ended.
    [[nodiscard]] int fd() const noexcept { return fd_.get(); }

    /// Kills what is left of the group, then reaps; until then the number cannot be anybody else's.
    int end() {
        if (pid_ > 0) {
            ::kill(-pid_, SIGKILL);
            while (::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
            }
            pid_ = 0;
        }
        return WIFSIGNALED(status_) ? 128 + WTERMSIG(status_) : WEXITSTATUS(status_);
    }

private:
    pid_t pid_;
    UniqueFd fd_;
    int status_ = 0;
};

/// Appends what is there now. False: more than an answer needs.
bool read_available(int fd, std::string& text) {
    std::array<char, 4096> buffer; // NOLINT(*-member-init): read() fills it
    ssize_t count = 0;
    while ((count = ::read(fd, buffer.data(), buffer.size())) > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(count));
        if (text.size() > longest_answer) {
            return false;
        }
    }
    return true;
}

int milliseconds_until(Clock::time_point deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

} // namespace

Result<ProgramOutput> output_of(const std::vector<std::string>& argv, std::chrono::milliseconds patience) {
    const auto deadline = Clock::now() + patience;
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return system_error("pipe");
    }
    const UniqueFd output(ends[0]);
    UniqueFd input(ends[1]);
    ::fcntl(output.get(), F_SETFL, O_NONBLOCK);

    pid_t pid = 0;
    if (const int code = SpawnSettings(input.get()).spawn(pid, argv); code != 0) {
        return system_error_of(code, argv[0]);
    }
    Child child(pid);
    input.reset();

    std::string text;
    std::array<pollfd, 2> sources{pollfd{child.fd(), POLLIN, 0}, pollfd{output.get(), POLLIN, 0}};
    while ((sources[0].revents & POLLIN) == 0) {
        const int ready = ::poll(sources.data(), sources.size(), milliseconds_until(deadline));
        if (ready == 0) {
            return input_error(argv[0], "it does not answer");
        }
        if (ready < 0 && errno != EINTR) {
            return system_error("poll");
        }
        if (!read_available(output.get(), text)) {
            return input_error(argv[0], "its answer has no end");
        }
        if ((sources[1].revents & (POLLHUP | POLLIN)) == POLLHUP) {
            sources[1].fd = -1; // closed: only its end can still be waited for
        }
    }
    const bool complete = read_available(output.get(), text);
    if (!complete) {
        return input_error(argv[0], "its answer has no end");
    }
    return ProgramOutput{child.end(), std::move(text)};
}

} // namespace manybrains::python
