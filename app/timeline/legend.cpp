#include "app/timeline/legend.h"

#include "app/lesson/words.h"
#include "app/theme/theme.h"
#include "app/timeline/fonts.h"
#include "app/timeline/labels.h"
#include "app/timeline/row_image.h"
#include "app/timeline/row_style.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>

#include <cmath>

namespace manybrains::app {

namespace {

/// The translation context of this file.
struct Timeline {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

constexpr double sample_width = 24;
constexpr double sample_height = 12;
constexpr double key_width = 16;
constexpr double item_gap = 16;
constexpr double top_margin = 8;

double lineHeight() {
    return std::ceil(QFontMetricsF(fonts::row()).height()) + 4;
}

constexpr int note_flags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap;

double noteHeight(const QString& note, double width) {
    return std::ceil(QFontMetricsF(fonts::row()).boundingRect(QRectF(0, 0, width, 1000), note_flags, note).height()) +
           4;
}

bool hasKeySign(trace::State state) {
    return state == trace::State::gil_wait;
}

double itemWidth(trace::State state) {
    const double sign = hasKeySign(state) ? key_width : 0;
    return sample_width + 6 + sign + QFontMetricsF(fonts::row()).horizontalAdvance(stateName(state)) + item_gap;
}

/// The left upper corner of each state's item, filling line after line.
std::vector<QPointF> itemPlaces(const std::vector<trace::State>& states, double width) {
    std::vector<QPointF> places;
    QPointF at(0, 0);
    for (const trace::State state : states) {
        if (at.x() > 0 && at.x() + itemWidth(state) - item_gap > width) {
            at = QPointF(0, at.y() + lineHeight());
        }
        places.push_back(at);
        at.rx() += itemWidth(state);
    }
    return places;
}

QString captionOf(const std::vector<TimelineRun>& runs) {
    QString cores;
    bool gil = false;
    for (const TimelineRun& run : runs) {
        if (run.trace) {
            cores = cores.isEmpty() ? coresText(*run.trace) : cores;
            gil = gil || run.trace->gil_seen();
        }
    }
    QStringList parts;
    if (!cores.isEmpty()) {
        parts << Timeline::tr("wide lanes: %1").arg(cores);
    }
    if (gil) {
        parts << Timeline::tr("thin strip: who holds the GIL, one for each interpreter");
    }
    if (!parts.isEmpty()) {
        parts << Timeline::tr("▸ opens a run's threads");
    }
    return parts.join(QStringLiteral(" · "));
}

void collectStates(const trace::Trace& trace, const Group& group, std::uint32_t& found) {
    for (const Row& row : group.rows) {
        if (row.kind != RowKind::thread) {
            continue;
        }
        const trace::Track& track = trace.track(row.track);
        const trace::Coverage covered = track.covered_until(trace.horizon());
        for (std::size_t key = 0; key < trace::state_count; ++key) {
            found |= covered[key] > 0 ? 1U << key : 0;
        }
        if (const auto open = track.open()) {
            found |= 1U << open->key;
        }
    }
}

/// A key, lying: the sign of the GIL.
void paintKey(QPainter& painter, const QPointF& left_middle, const QColor& colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(Qt::NoBrush);
    const double y = left_middle.y();
    const double x = left_middle.x() + 1;
    painter.drawEllipse(QPointF(x + 2.5, y), 2.5, 2.5);
    painter.drawLine(QPointF(x + 5, y), QPointF(x + 11, y));
    painter.drawLine(QPointF(x + 8, y), QPointF(x + 8, y + 2.5));
    painter.drawLine(QPointF(x + 11, y), QPointF(x + 11, y + 3));
    painter.restore();
}

void paintItem(QPainter& painter, const QPointF& at, trace::State state) {
    const Theme& theme = Theme::instance();
    const double middle = at.y() + lineHeight() / 2;
    // The first worker's colour that is not the main thread's stands for any.
    const KeyStyle look = stateStyle(1).keys[static_cast<std::size_t>(state)];
    const QRectF sample(at.x(), std::round(middle - sample_height / 2), sample_width, sample_height);
    const double ratio = painter.device()->devicePixelRatioF();
    painter.drawImage(sample.topLeft(), sampleImage(look, theme.colours().lane.rgb(), sample.size(), ratio));
    double x = sample.right() + 6;
    if (hasKeySign(state)) {
        paintKey(painter, QPointF(x, middle), theme.state(state));
        x += key_width;
    }
    const QRectF text(x, at.y(), itemWidth(state), lineHeight());
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, stateName(state));
}

} // namespace

Legend legendOf(const std::vector<TimelineRun>& runs, const Layout& layout) {
    Legend legend;
    std::uint32_t found = 0;
    for (const Group& group : layout.groups) {
        if (group.open && runs[group.run].trace) {
            collectStates(*runs[group.run].trace, group, found);
        }
    }
    for (std::size_t i = 0; i < trace::state_count; ++i) {
        if ((found >> i & 1U) != 0) {
            legend.states.push_back(static_cast<trace::State>(i));
        }
    }
    if (legend.states.empty()) {
        legend.caption = captionOf(runs);
    }
    legend.notes = notesOf(runs);
    return legend;
}

double legendHeight(const Legend& legend, double width) {
    double height = 0;
    for (const QString& note : legend.notes) {
        height += noteHeight(note, width);
    }
    if (!legend.states.empty()) {
        height += itemPlaces(legend.states, width).back().y() + lineHeight();
    } else if (!legend.caption.isEmpty()) {
        height += noteHeight(legend.caption, width);
    }
    return height > 0 ? height + top_margin : 0;
}

void paintLegend(QPainter& painter, const QRectF& rect, const Legend& legend) {
    const Colours& colours = Theme::instance().colours();
    painter.setFont(fonts::row());
    QPointF at(rect.left(), rect.top() + top_margin);
    painter.setPen(colours.textMuted);
    if (!legend.caption.isEmpty()) {
        const double height = noteHeight(legend.caption, rect.width());
        painter.drawText(QRectF(at, QSizeF(rect.width(), height)), note_flags, legend.caption);
        at.ry() += height;
    }
    const std::vector<QPointF> places = itemPlaces(legend.states, rect.width());
    for (std::size_t i = 0; i < legend.states.size(); ++i) {
        paintItem(painter, at + places[i], legend.states[i]);
    }
    at.ry() += places.empty() ? 0 : places.back().y() + lineHeight();
    painter.setPen(colours.warning);
    for (const QString& note : legend.notes) {
        const double height = noteHeight(note, rect.width());
        painter.drawText(QRectF(at, QSizeF(rect.width(), height)), note_flags, note);
        at.ry() += height;
    }
}

} // namespace manybrains::app
