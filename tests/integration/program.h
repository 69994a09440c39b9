// Runs a real program for a test: what it printed, how it ended, and optionally with fewer rights than the test has.
#pragma once

#include "core/base/unique_fd.h"

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace manybrains::test {

struct ProgramOptions {
    std::vector<std::string> environment; ///< "KEY=VALUE", added to the test's own
    bool refuse_perf_event_open = false;  ///< a real refusal: a seccomp filter that answers EPERM
    std::optional<uid_t> user;            ///< become this user; only root can
};

/// A started program; ended with SIGKILL and reaped by the destructor when nobody waited for it.
class Program {
public:
    Program(const std::vector<std::string>& argv, const ProgramOptions& options = {});
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] pid_t pid() const noexcept { return pid_; }
    void send(int signal) const;
    /// Reads both streams to their ends and reaps. Returns the exit status, or 128 + signal.
    int wait();
    [[nodiscard]] const std::string& output() const noexcept { return output_; }
    [[nodiscard]] const std::string& errors() const noexcept { return errors_; }

private:
    pid_t pid_ = -1;
    UniqueFd out_;
    UniqueFd err_;
    std::string output_;
    std::string errors_;
};

/// Every process whose environment has this "KEY=VALUE", by /proc: how a test finds all of a run's tree.
[[nodiscard]] std::vector<pid_t> processes_with(const std::string& environment_entry);

} // namespace manybrains::test
