#include "app/timeline/picture.h"

#include "app/theme/theme.h"
#include "app/timeline/fonts.h"
#include "app/timeline/heading.h"
#include "app/timeline/ruler.h"
#include "app/timeline/time_text.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPaintEngine>

#include <algorithm>
#include <cmath>

namespace manybrains::app {

namespace {

/// The translation context of this file.
struct Timeline {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

constexpr double tick_gap = 28; ///< between two labels of the ruler
constexpr double row_indent = 16;
constexpr int veil = 165;          ///< over what is not the run itself: start-up before, the end after
constexpr double vector_scale = 4; ///< pixels of a row to a point where the target has none of its own

/// Device pixels to one of the painter's units.
double scaleOf(const QPainter& painter) {
    const bool vector = painter.paintEngine()->type() != QPaintEngine::Raster;
    return vector ? vector_scale : std::abs(painter.deviceTransform().m11());
}

/// A row's place in device pixels, so that no pixel column is torn between two.
QRect devicePixels(const QRectF& rect, double scale) {
    const QPoint top_left(qRound(rect.left() * scale), qRound(rect.top() * scale));
    const QPoint bottom_right(qRound(rect.right() * scale), qRound(rect.bottom() * scale));
    return QRect(top_left, QSize(bottom_right.x() - top_left.x(), std::max(1, bottom_right.y() - top_left.y())));
}

RowStyle styleOf(const trace::Trace& trace, const Row& row) {
    if (row.kind == RowKind::thread) {
        const trace::Thread* thread = trace.thread_of(row.track);
        return stateStyle(thread != nullptr ? thread->hue : 0);
    }
    return row.kind == RowKind::task ? taskStyle() : workerStyle();
}

double contentTop(const Picture& picture) {
    return picture.geometry.body.top() - picture.scroll;
}

double contentBottom(const Picture& picture) {
    return std::min(picture.geometry.body.bottom(), contentTop(picture) + picture.layout.height);
}

QRectF laneRect(const Picture& picture, const Row& row) {
    const Geometry& geometry = picture.geometry;
    return QRectF(geometry.lanes_left, contentTop(picture) + row.top, geometry.lanes_right - geometry.lanes_left,
                  row.height);
}

Ticks ticksFor(const TimeAxis& axis, const QFontMetricsF& metrics) {
    const auto spacing = [&](Duration step) {
        return metrics.horizontalAdvance(rulerText(axis.range.end, step, step)) + tick_gap;
    };
    // How wide the labels are depends on the step, and the step on them: a second guess settles it.
    const Ticks guess = ticks(axis, spacing(roundStep(axis.range.length() / 8)));
    return ticks(axis, spacing(guess.step));
}

void paintRuler(QPainter& painter, const Picture& picture) {
    const Geometry& geometry = picture.geometry;
    const Colours& colours = Theme::instance().colours();
    const QFontMetricsF metrics(fonts::row());
    const TimeAxis axis = geometry.axis(picture.range);
    const Ticks marks = ticksFor(axis, metrics);
    const double bottom = contentBottom(picture);
    painter.setFont(fonts::row());
    for (const Duration time : marks.times) {
        const double x = std::round(pixelOf(axis, time));
        painter.setPen(colours.border);
        painter.drawLine(QPointF(x + 0.5, geometry.ruler.bottom() - 4), QPointF(x + 0.5, bottom));
        const QString text = rulerText(time, marks.step, marks.step);
        const double width = metrics.horizontalAdvance(text);
        const double left = std::clamp(x - width / 2, axis.left, std::max(axis.left, axis.right() - width));
        painter.setPen(colours.textMuted);
        painter.drawText(QRectF(left, 0, width + 1, geometry.ruler.height() - 6), Qt::AlignLeft | Qt::AlignVCenter,
                         text);
    }
}

void paintFiguresTitle(QPainter& painter, const Picture& picture) {
    const bool any = std::ranges::any_of(picture.runs, [](const TimelineRun& run) { return !run.figure.isEmpty(); });
    if (!any) {
        return;
    }
    const Geometry& geometry = picture.geometry;
    painter.setFont(fonts::row());
    painter.setPen(Theme::instance().colours().textMuted);
    const QRectF place(geometry.lanes_right, 0, geometry.figures_right - geometry.lanes_right,
                       geometry.ruler.height() - 6);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, Timeline::tr("speedup"));
}

/// Everything outside [zero, return) steps back, so that what is compared stands out.
void paintVeil(QPainter& painter, const Picture& picture, const TimelineRun& run, const QRectF& lane) {
    QColor colour = Theme::instance().colours().lane;
    colour.setAlpha(veil);
    const TimeAxis axis = picture.geometry.axis(picture.range);
    const double zero = std::clamp(std::round(pixelOf(axis, Duration::zero())), lane.left(), lane.right());
    painter.fillRect(QRectF(lane.left(), lane.top(), zero - lane.left(), lane.height()), colour);
    if (run.window && run.window->end > run.window->begin) {
        const double end = pixelOf(axis, run.window->end - run.window->begin);
        const double from = std::clamp(std::ceil(end), lane.left(), lane.right());
        painter.fillRect(QRectF(from, lane.top(), lane.right() - from, lane.height()), colour);
    }
}

/// The run's length, written behind its end.
void paintLength(QPainter& painter, const Picture& picture, const TimelineRun& run, const QRectF& lane) {
    const auto length = lengthOf(run);
    const TimeAxis axis = picture.geometry.axis(picture.range);
    if (!length || *length < axis.range.begin || *length > axis.range.end) {
        return;
    }
    const QFontMetricsF metrics(fonts::row());
    const QString text = lengthText(*length);
    const double width = metrics.horizontalAdvance(text) + 8;
    const double x = std::min(pixelOf(axis, *length) + 3, lane.right() - width);
    const QRectF place(x, lane.center().y() - metrics.height() / 2, width, metrics.height());
    QColor ground = Theme::instance().colours().lane;
    ground.setAlpha(215);
    painter.fillRect(place, ground);
    painter.setFont(fonts::row());
    painter.setPen(Theme::instance().colours().textMuted);
    painter.drawText(place, Qt::AlignCenter, text);
}

void paintRowLabel(QPainter& painter, const Picture& picture, const Row& row) {
    const Colours& colours = Theme::instance().colours();
    const Geometry& geometry = picture.geometry;
    const QFontMetricsF metrics(fonts::row());
    const QRectF place(geometry.labels_left + row_indent, laneRect(picture, row).top() - 2,
                       geometry.labelsWidth() - row_indent - Theme::grid, row.height + 4);
    painter.setFont(fonts::row());
    painter.setPen(row.kind == RowKind::process ? colours.textMuted : colours.text);
    const QString label = metrics.elidedText(row.label, Qt::ElideRight, place.width());
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, label);
    const double used = metrics.horizontalAdvance(label + QStringLiteral("  "));
    painter.setPen(colours.textMuted);
    painter.drawText(place.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(row.detail, Qt::ElideRight, std::max(0.0, place.width() - used)));
}

/// How much of the run a thread spent running, at the right of its row.
void paintRunningShare(QPainter& painter, const Picture& picture, const TimelineRun& run, const Row& row) {
    const auto length = lengthOf(run);
    if (!length || *length <= Duration::zero()) {
        return;
    }
    const Time zero = zeroOf(run);
    const trace::Coverage covered = run.trace->track(row.track).coverage(zero, zero + *length);
    const double share = static_cast<double>(covered[static_cast<std::size_t>(trace::State::running)]) /
                         static_cast<double>(length->count());
    const QRectF lane = laneRect(picture, row);
    const QRectF place(lane.right(), lane.top() - 2, picture.geometry.figures_right - lane.right(), row.height + 4);
    painter.setFont(fonts::row());
    painter.setPen(Theme::instance().colours().textMuted);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, Timeline::tr("runs %1 %").arg(qRound(share * 100)));
}

void paintPointer(QPainter& painter, const Picture& picture) {
    if (!picture.pointer) {
        return;
    }
    const Colours& colours = Theme::instance().colours();
    const Geometry& geometry = picture.geometry;
    const TimeAxis axis = geometry.axis(picture.range);
    const double x = std::floor(pixelOf(axis, *picture.pointer)) + 0.5;
    painter.setPen(colours.accent);
    painter.drawLine(QPointF(x, geometry.body.top()), QPointF(x, contentBottom(picture)));
    const QFontMetricsF metrics(fonts::row());
    const Duration pixel = roundStep(lengthOf(axis, 1));
    const Duration time = *picture.pointer / pixel * pixel;
    const QString text = rulerText(time, ticksFor(axis, metrics).step, pixel);
    const double width = metrics.horizontalAdvance(text) + 10;
    const double left = std::clamp(x - width / 2, axis.left, std::max(axis.left, axis.right() - width));
    const QRectF place(left, 0, width, geometry.ruler.height() - 5);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.accent);
    painter.drawRoundedRect(place, 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(colours.accentText);
    painter.setFont(fonts::row());
    painter.drawText(place, Qt::AlignCenter, text);
}

} // namespace

QRectF headingRect(const Picture& picture, const Group& group) {
    const Geometry& geometry = picture.geometry;
    return QRectF(geometry.labels_left, contentTop(picture) + group.top, geometry.labelsWidth() - Theme::grid,
                  group.lanes_bottom - group.top);
}

void PicturePainter::paintTrack(QPainter& painter, const Picture& picture, const TimelineRun& run, const Row& row) {
    const double scale = scaleOf(painter);
    const QRect pixels = devicePixels(laneRect(picture, row), scale);
    const TimeAxis axis = picture.geometry.axis(picture.range);
    const Time zero = zeroOf(run);
    const ColumnRange columns{zero + timeOf(axis, pixels.left() / scale),
                              zero + timeOf(axis, (pixels.left() + pixels.width()) / scale), pixels.width()};
    columns_.read(run.trace->track(row.track), columns, run.trace->horizon());
    drew_ = drew_ || !columns_.empty();
    const QImage& image = image_.draw(columns_, styleOf(*run.trace, row), pixels.size(), std::max(1, qRound(scale)));
    painter.drawImage(QRectF(QPointF(pixels.topLeft()) / scale, QSizeF(pixels.size()) / scale), image);
}

void PicturePainter::paintRow(QPainter& painter, const Picture& picture, const TimelineRun& run, const Row& row) {
    if (row.kind != RowKind::process) {
        paintTrack(painter, picture, run, row);
        paintVeil(painter, picture, run, laneRect(picture, row));
    }
    if (row.kind == RowKind::process || row.kind == RowKind::thread || row.kind == RowKind::task) {
        paintRowLabel(painter, picture, row);
    }
    if (row.kind == RowKind::thread) {
        paintRunningShare(painter, picture, run, row);
    }
}

void PicturePainter::paintGroup(QPainter& painter, const Picture& picture, const Group& group, const QRectF& clip) {
    const TimelineRun& run = picture.runs[group.run];
    for (const Row& row : group.rows) {
        const QRectF lane = laneRect(picture, row);
        if (lane.bottom() >= clip.top() && lane.top() <= clip.bottom()) {
            paintRow(painter, picture, run, row);
        }
    }
    if (!group.rows.empty()) {
        paintLength(painter, picture, run, laneRect(picture, group.rows.front()));
    }
    const bool ring = picture.current == group.run;
    paintHeading(painter, headingRect(picture, group), run, group.open, ring);
    const QRectF figure(picture.geometry.lanes_right, headingRect(picture, group).top(),
                        picture.geometry.figures_right - picture.geometry.lanes_right, group.lanes_bottom - group.top);
    paintFigure(painter, figure, run);
}

bool PicturePainter::paint(QPainter& painter, const Picture& picture, const QRectF& clip) {
    drew_ = false;
    const Geometry& geometry = picture.geometry;
    paintRuler(painter, picture);
    paintFiguresTitle(painter, picture);
    painter.save();
    painter.setClipRect(geometry.body, Qt::IntersectClip);
    const QRectF visible = clip.intersected(geometry.body);
    for (const Group& group : picture.layout.groups) {
        const QRectF place(0, contentTop(picture) + group.top, geometry.body.width(), group.bottom - group.top);
        if (place.intersects(visible)) {
            paintGroup(painter, picture, group, visible);
        }
    }
    painter.restore();
    paintPointer(painter, picture);
    const double left = geometry.lanes_left;
    paintLegend(painter, geometry.footer.adjusted(left, 0, 0, 0), picture.legend);
    return drew_;
}

} // namespace manybrains::app
