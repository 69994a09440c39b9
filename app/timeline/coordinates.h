// Time to pixel and back, as free functions: everything that is drawn or clicked on the timeline goes through these.
#pragma once

#include "app/timeline/visible_range.h"

namespace manybrains::app {

/// The range of time that is spread over [left, left + width) pixels.
struct TimeAxis {
    VisibleRange range;
    double left = 0;
    double width = 1;

    [[nodiscard]] double right() const noexcept { return left + width; }
};

[[nodiscard]] double pixelOf(const TimeAxis& axis, Duration time) noexcept;

/// Rounded to the nearest nanosecond; the inverse of pixelOf().
[[nodiscard]] Duration timeOf(const TimeAxis& axis, double pixel) noexcept;

/// How much time `pixels` are.
[[nodiscard]] Duration lengthOf(const TimeAxis& axis, double pixels) noexcept;

} // namespace manybrains::app
