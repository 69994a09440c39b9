#include "app/timeline/geometry.h"

#include "app/timeline/fonts.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace manybrains::app {

namespace {

constexpr double smallest_labels = 132;
constexpr double largest_labels_share = 0.3; ///< of the width
constexpr double smallest_figures = 64;
constexpr double arrow_width = 16;
constexpr double indent = 16; ///< of opened rows
constexpr double ruler_height = 24;

double labelsWidth(const std::vector<TimelineRun>& runs, const Layout& layout) {
    const QFontMetricsF title(fonts::title());
    const QFontMetricsF small(fonts::small());
    const QFontMetricsF row_font(fonts::row());
    double width = smallest_labels;
    for (const TimelineRun& run : runs) {
        width = std::max({width, arrow_width + title.horizontalAdvance(run.title),
                          arrow_width + small.horizontalAdvance(run.subtitle)});
    }
    for (const Group& group : layout.groups) {
        for (const Row& row : group.rows) {
            width = std::max(width, indent + row_font.horizontalAdvance(row.label + QStringLiteral("  ") + row.detail));
        }
    }
    return std::ceil(width) + Theme::grid;
}

double figuresWidth(const std::vector<TimelineRun>& runs) {
    const QFontMetricsF figure(fonts::figure());
    const QFontMetricsF small(fonts::small());
    double width = smallest_figures;
    for (const TimelineRun& run : runs) {
        width = std::max({width, figure.horizontalAdvance(run.figure), small.horizontalAdvance(run.outcome)});
    }
    return std::ceil(width) + Theme::grid;
}

} // namespace

Geometry geometryOf(const QSizeF& size, const std::vector<TimelineRun>& runs, const Layout& layout, double footer) {
    Geometry geometry;
    const double labels = std::min(labelsWidth(runs, layout), std::floor(size.width() * largest_labels_share));
    geometry.lanes_left = labels;
    geometry.figures_right = size.width();
    geometry.lanes_right = std::max(labels + 1, size.width() - figuresWidth(runs));
    geometry.ruler = QRectF(labels, 0, geometry.lanes_right - labels, ruler_height);
    const double body = std::max(0.0, size.height() - ruler_height - footer);
    geometry.body = QRectF(0, ruler_height, size.width(), body);
    geometry.footer = QRectF(0, geometry.body.bottom(), size.width(), footer);
    return geometry;
}

} // namespace manybrains::app
