// Asks a program that may be anything a question: runs it for a bounded time and returns what it printed.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <string>
#include <vector>

namespace manybrains::python {

struct ProgramOutput {
    int exit_status = 0; ///< 128 + signal where a signal ended it
    std::string text;    ///< standard output
};

/// argv[0] is a path. The program gets an empty standard input, and its standard error is thrown away. Nothing of its
/// process group is alive afterwards. Error: it could not be started, ran for longer than `patience`, or printed more
/// than any answer needs.
[[nodiscard]] Result<ProgramOutput> output_of(const std::vector<std::string>& argv, std::chrono::milliseconds patience);

} // namespace manybrains::python
