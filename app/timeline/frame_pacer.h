// How often a live picture is painted: never so often that painting takes more than a small share of a core, since
// the run that is being recorded needs the cores.
#pragma once

#include "core/base/ids.h"

#include <algorithm>
#include <chrono>

namespace manybrains::app {

/// From the end of a frame that cost `cost` of CPU time to the begin of the next.
[[nodiscard]] constexpr std::chrono::milliseconds pauseAfter(Duration cost) noexcept {
    constexpr std::chrono::milliseconds shortest{33};
    constexpr int times_cost = 50; // 2 % of one core
    return std::max(shortest, std::chrono::ceil<std::chrono::milliseconds>(cost * times_cost));
}

} // namespace manybrains::app
