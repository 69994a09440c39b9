// What stands beside a run's lanes: its title, its processes, the arrow that opens it; and its figure at the right.
#pragma once

#include "app/timeline/timeline_run.h"

#include <QPainter>
#include <QRectF>

namespace manybrains::app {

/// `ring`: the keyboard is here.
void paintHeading(QPainter& painter, const QRectF& rect, const TimelineRun& run, bool open, bool ring);

void paintFigure(QPainter& painter, const QRectF& rect, const TimelineRun& run);

} // namespace manybrains::app
