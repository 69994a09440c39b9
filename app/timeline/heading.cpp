#include "app/timeline/heading.h"

#include "app/theme/theme.h"
#include "app/timeline/fonts.h"
#include "app/timeline/labels.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>
#include <QStringList>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace manybrains::app {

namespace {

/// The translation context of this file.
struct Timeline {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

constexpr double text_left = 16; ///< right of the arrow
constexpr int process_lines = 2;

/// `text` broken at spaces into at most `lines` lines; the last one elided.
QStringList wrapped(const QString& text, const QFont& font, double width, int lines) {
    const QFontMetricsF metrics(font);
    QStringList result;
    QTextLayout layout(text, font);
    layout.beginLayout();
    while (result.size() < lines) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(width);
        const bool last = result.size() + 1 == lines;
        const QString rest = text.mid(line.textStart());
        result << (last ? metrics.elidedText(rest, Qt::ElideRight, width)
                        : text.mid(line.textStart(), line.textLength()).trimmed());
    }
    layout.endLayout();
    return result;
}

QStringList linesOf(const TimelineRun& run, double width) {
    QStringList lines;
    if (run.trace) {
        lines << wrapped(processesText(*run.trace), fonts::small(), width, process_lines);
    } else {
        lines << Timeline::tr("not recorded");
    }
    if (!run.subtitle.isEmpty()) {
        lines << QFontMetricsF(fonts::small()).elidedText(run.subtitle, Qt::ElideRight, width);
    }
    return lines;
}

void paintArrow(QPainter& painter, const QPointF& middle, bool open) {
    QPainterPath path;
    if (open) {
        path.moveTo(middle + QPointF(-4, -2));
        path.lineTo(middle + QPointF(0, 2.5));
        path.lineTo(middle + QPointF(4, -2));
    } else {
        path.moveTo(middle + QPointF(-2, -4));
        path.lineTo(middle + QPointF(2.5, 0));
        path.lineTo(middle + QPointF(-2, 4));
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Theme::instance().colours().textMuted, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintRing(QPainter& painter, const QRectF& rect) {
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Theme::instance().colours().accent, 2));
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

void paintHeading(QPainter& painter, const QRectF& rect, const TimelineRun& run, bool open, bool ring) {
    const Colours& colours = Theme::instance().colours();
    const double title_height = std::ceil(QFontMetricsF(fonts::title()).height());
    const double line_height = std::ceil(QFontMetricsF(fonts::small()).height());
    const double width = rect.width() - text_left;
    QStringList lines = linesOf(run, width);
    const auto room = static_cast<qsizetype>((rect.height() - title_height) / line_height);
    lines = lines.mid(0, std::max<qsizetype>(1, room));
    const double height = title_height + static_cast<double>(lines.size()) * line_height;
    double y = std::round(rect.center().y() - height / 2);
    paintArrow(painter, QPointF(rect.left() + 7, y + title_height / 2), open);
    const double x = rect.left() + text_left;
    painter.setFont(fonts::title());
    painter.setPen(colours.text);
    painter.drawText(QRectF(x, y, width, title_height), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(fonts::title()).elidedText(run.title, Qt::ElideRight, width));
    y += title_height;
    painter.setFont(fonts::small());
    painter.setPen(colours.textMuted);
    for (const QString& line : lines) {
        painter.drawText(QRectF(x, y, width, line_height), Qt::AlignLeft | Qt::AlignVCenter, line);
        y += line_height;
    }
    if (ring) {
        paintRing(painter, rect);
    }
}

void paintFigure(QPainter& painter, const QRectF& rect, const TimelineRun& run) {
    const Colours& colours = Theme::instance().colours();
    const double figure_height = run.figure.isEmpty() ? 0 : QFontMetricsF(fonts::figure()).height();
    const double word_height = run.outcome.isEmpty() ? 0 : QFontMetricsF(fonts::small()).height();
    double y = rect.center().y() - (figure_height + word_height) / 2;
    painter.setFont(fonts::figure());
    painter.setPen(run.pays ? colours.good : colours.text);
    painter.drawText(QRectF(rect.left(), y, rect.width(), figure_height), Qt::AlignRight | Qt::AlignVCenter,
                     run.figure);
    y += figure_height;
    painter.setFont(fonts::small());
    painter.setPen(colours.error);
    painter.drawText(QRectF(rect.left(), y, rect.width(), word_height), Qt::AlignRight | Qt::AlignVCenter, run.outcome);
}

} // namespace manybrains::app
