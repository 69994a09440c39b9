// The one visible range of time that the ruler and all rows share, and the arithmetic of zooming and panning it.
#pragma once

#include "core/base/ids.h"

namespace manybrains::app {

/// [begin, end) relative to each run's zero; begin < end always.
struct VisibleRange {
    Duration begin{0};
    Duration end{1'000'000'000};

    [[nodiscard]] Duration length() const noexcept { return end - begin; }
    bool operator==(const VisibleRange&) const = default;
};

/// At the closest zoom a pixel column still covers some nanoseconds, so that columns stay exact.
inline constexpr Duration shortest_range{20'000};

/// `factor` < 1 zooms in. The time `about` keeps its place, unless an end of `limits` is in the way.
[[nodiscard]] VisibleRange zoomed(const VisibleRange& range, Duration about, double factor, const VisibleRange& limits);

/// Moved by `by`, as far as `limits` allow; the length stays.
[[nodiscard]] VisibleRange panned(const VisibleRange& range, Duration by, const VisibleRange& limits);

} // namespace manybrains::app
