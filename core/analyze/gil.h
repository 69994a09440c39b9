// Who held the interpreter's lock, and who ran without it.
#pragma once

#include "core/analyze/figures.h"
#include "core/base/ids.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <unordered_set>

namespace manybrains::analyze {

/// Processes in which a GIL was seen.
[[nodiscard]] std::unordered_set<Pid> processes_with_gil(const trace::Trace& trace);

/// Times within the window that a GIL was taken by another thread than its last holder, whoever held it before.
[[nodiscard]] std::uint64_t gil_handoffs(const trace::Trace& trace, const Window& window);

/// Summed over the threads of processes with a GIL: on a core and not holding it.
[[nodiscard]] Duration running_without_gil(const trace::Trace& trace, const Window& window);

} // namespace manybrains::analyze
