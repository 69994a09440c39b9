// The one visible range of time that the ruler and all rows share, and the arithmetic of zooming and panning it.
#pragma once

#include "core/base/ids.h"

namespace manybrains::app {

/// [begin, end) relative to each run's zero; begin < end always.
struct VisibleRange {
    Duration begin{0};
    Duration end{1'000'000'000};

    [[nodiscard]] Duration length() const noexcept { return end - begin; }
};

} // namespace manybrains::app
