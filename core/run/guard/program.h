// The program's first process, as the guard's child behind a gate: everything about it is set up, only the exec is
// missing until the gate opens.
#pragma once

#include "core/base/ids.h"
#include "core/base/unique_fd.h"
#include "core/run/guard/settings.h"

#include <optional>
#include <string>

namespace manybrains::run::guard {

struct Program {
    Pid pid;
    UniqueFd gate;       ///< open_gate() lets the process go; closed without that, it ends itself
    UniqueFd exec_error; ///< gives the errno of a failed start, or its end of file when the program runs
};

/// nullopt: errno says why.
[[nodiscard]] std::optional<Program> start_program(const Settings& settings, const std::string& scratch);

void open_gate(Program& program);

/// Call when exec_error is readable. The errno of the failed start, 0 when it did not fail.
[[nodiscard]] int read_exec_error(const Program& program);

/// Pids and thread ids that a tree with this cap may hold at one time, zombies included. Far above what a lesson
/// needs; it keeps a program that makes threads or zombies without end from using up the machine's.
[[nodiscard]] int task_limit(const Settings& settings);

} // namespace manybrains::run::guard
