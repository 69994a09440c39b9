// From samples of each process's memory to one figure for the whole run.
#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <optional>

namespace manybrains::analyze {

/// The largest sum of PSS over the processes alive at one instant; nullopt where nothing was sampled.
[[nodiscard]] std::optional<std::uint64_t> peak_pss(const trace::Trace& trace);

} // namespace manybrains::analyze
