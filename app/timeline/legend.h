// The line below the timeline: what the lanes are, or, once a run is opened, what the textures mean; and the notes on
// how exact the recording is.
#pragma once

#include "app/timeline/layout.h"
#include "core/trace/state.h"

#include <QPainter>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <vector>

namespace manybrains::app {

struct Legend {
    QString caption;                  ///< when no run is opened
    std::vector<trace::State> states; ///< of the opened threads, in the order of the enumeration
    QStringList notes;

    bool operator==(const Legend&) const = default;
};

[[nodiscard]] Legend legendOf(const std::vector<TimelineRun>& runs, const Layout& layout);

/// How high the legend is when it may be `width` wide.
[[nodiscard]] double legendHeight(const Legend& legend, double width);

void paintLegend(QPainter& painter, const QRectF& rect, const Legend& legend);

} // namespace manybrains::app
