// Runs a program as the supervisor would, with a report pipe, and keeps everything it said.
#pragma once

#include "core/run/supervisor.h"

#include <string>
#include <vector>

namespace manybrains::python {

struct ProgramRun {
    int exit_status = 0; ///< 128 + signal where a signal ended it
    std::string output;
    std::string errors;
    std::vector<std::string> reports; ///< lines

    /// The results of its return report, joined by blanks; what went wrong instead.
    [[nodiscard]] std::string results() const;
    /// The first error report as "kind: message", or empty.
    [[nodiscard]] std::string error() const;
};

/// Returns when the program has ended and nobody has the report pipe open any more.
[[nodiscard]] ProgramRun run_program(const run::Command& command);

} // namespace manybrains::python
