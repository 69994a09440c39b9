// Carries out a selected form in this process, and tells the supervisor about it.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/native/runner/selection.h"

#include <string>

namespace manybrains::native {

/// Where reports go: the descriptor named by the environment (run::report_fd_variable), kept from worker processes.
/// An empty one: there is no supervisor. Error: the variable does not name an open descriptor.
[[nodiscard]] Result<UniqueFd> report_pipe();

/// Reports the call, calls, reports the return or the exception; without a report pipe the results go to standard
/// output. Returns the exit status.
int carry_out(const Selection& selection, const std::string& engine, const UniqueFd& reports);

} // namespace manybrains::native
