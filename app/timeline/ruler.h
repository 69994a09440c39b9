// Where the ruler's ticks stand: round times, far enough apart for their labels.
#pragma once

#include "app/timeline/coordinates.h"

#include <vector>

namespace manybrains::app {

struct Ticks {
    Duration step;
    std::vector<Duration> times; ///< within the visible range, ascending
};

/// `length` rounded up to 1, 2, 2.5 or 5 times a power of ten.
[[nodiscard]] Duration roundStep(Duration length);

/// The finest round step whose ticks stand at least `pixels` apart.
[[nodiscard]] Ticks ticks(const TimeAxis& axis, double pixels);

} // namespace manybrains::app
