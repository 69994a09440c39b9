// What the kernel's scheduler did to the threads of a run: counted from the edges of their slices.
#pragma once

#include "core/analyze/figures.h"
#include "core/trace/trace.h"

#include <cstdint>

namespace manybrains::analyze {

struct Scheduling {
    std::uint64_t context_switches = 0; ///< running to not running; a thread's end is none
    std::uint64_t migrations = 0;       ///< running again, on another core
};
[[nodiscard]] Scheduling scheduling_of(const trace::Trace& trace, const Window& window);

} // namespace manybrains::analyze
