// How the timeline divides its rectangle: labels at the left, lanes, figures at the right; the ruler above, the legend
// below, between them the body that scrolls.
#pragma once

#include "app/timeline/coordinates.h"
#include "app/timeline/layout.h"

#include <QRectF>
#include <QSizeF>

#include <vector>

namespace manybrains::app {

struct Geometry {
    QRectF ruler;  ///< over the lanes only
    QRectF body;   ///< labels, lanes and figures
    QRectF footer; ///< legend and notes
    double labels_left = 0;
    double lanes_left = 0;
    double lanes_right = 0;
    double figures_right = 0;

    [[nodiscard]] TimeAxis axis(const VisibleRange& range) const noexcept {
        return {range, lanes_left, lanes_right - lanes_left};
    }
    [[nodiscard]] double labelsWidth() const noexcept { return lanes_left - labels_left; }
};

/// `footer`: its height. The columns of text are as wide as the runs' words need.
[[nodiscard]] Geometry geometryOf(const QSizeF& size, const std::vector<TimelineRun>& runs, const Layout& layout,
                                  double footer);

} // namespace manybrains::app
