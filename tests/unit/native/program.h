// Real runs of manybrains-runner, and of the same program with the lessons of test_lessons.cpp.
#pragma once

#include "core/base/ids.h"
#include "core/base/unique_fd.h"

#include <string>
#include <vector>

namespace manybrains::native {

[[nodiscard]] std::string lesson_runner();
[[nodiscard]] std::string test_runner();

struct Finished {
    int status = -1; ///< -1: ended by a signal
    int signal = 0;
    std::string output;
    std::string errors;
    std::vector<std::string> reports; ///< lines
};

/// A program that was started; killed and reaped when this goes.
class Program {
public:
    Program(const std::vector<std::string>& arguments, bool with_reports);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] Pid pid() const noexcept { return pid_; }
    void send(int signal) const;
    /// The next line of its standard output, without the end; empty at the end.
    [[nodiscard]] std::string read_line();
    /// Reads all that is left and reaps it.
    [[nodiscard]] Finished finish();

private:
    Pid pid_;
    UniqueFd output_;
    UniqueFd errors_;
    UniqueFd reports_;
};

[[nodiscard]] Finished run_program(const std::vector<std::string>& arguments);
/// The same without a report pipe, as in a terminal.
[[nodiscard]] Finished run_alone(const std::vector<std::string>& arguments);

} // namespace manybrains::native
