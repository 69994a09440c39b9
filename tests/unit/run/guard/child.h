// A real child process of a test, which waits until it is killed.
#pragma once

#include "core/base/ids.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>

namespace manybrains::run::guard {

class Child {
public:
    /// `body` has come to its end in the child when the constructor returns; what it gives is told().
    explicit Child(const std::function<pid_t()>& body) {
        std::array<int, 2> ends{};
        static_cast<void>(!::pipe(ends.data()));
        pid_ = ::fork();
        if (pid_ == 0) {
            const pid_t result = body();
            static_cast<void>(!::write(ends[1], &result, sizeof result));
            for (;;) {
                ::pause();
            }
        }
        ::close(ends[1]);
        static_cast<void>(!::read(ends[0], &told_, sizeof told_));
        ::close(ends[0]);
    }
    ~Child() {
        if (told_ > 1) {
            ::kill(told_, SIGKILL);
        }
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    [[nodiscard]] Pid pid() const { return Pid{pid_}; }
    [[nodiscard]] Pid told() const { return Pid{told_}; }

private:
    pid_t pid_ = 0;
    pid_t told_ = 0;
};

/// Forks a process that waits. In a child: its child.
inline pid_t fork_waiting() {
    const pid_t pid = ::fork();
    while (pid == 0) {
        ::pause();
    }
    return pid;
}

} // namespace manybrains::run::guard
