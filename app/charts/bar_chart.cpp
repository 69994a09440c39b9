#include "app/charts/bar_chart.h"

#include "app/theme/theme.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QHorizontalStackedBarSeries>
#include <QLegend>
#include <QLocale>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <utility>

namespace manybrains::app {

namespace {

constexpr double labelScale = 0.9;
constexpr double barShare = 0.62; ///< of a category's height
constexpr double headroom = 1.28; ///< beyond the longest bar: room for its value
constexpr double whisker = 4;     ///< px, half of its end stroke

/// A step of 1, 2 or 5 times a power of ten that divides `span` into about four.
double tickStep(double span) {
    const double rough = span / 4;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough) {
            return factor * power;
        }
    }
    return 10 * power;
}

double longest(const BarChartData& data) {
    double most = data.reference.value_or(0);
    for (const Bar& bar : data.bars) {
        most = std::max(most, bar.maximum);
    }
    return most > 0 ? most : 1;
}

QPen thinPen(const QColor& colour, Qt::PenStyle style = Qt::SolidLine) {
    QPen pen(colour, 1.2, style);
    pen.setCosmetic(true);
    return pen;
}

} // namespace

BarChart::BarChart(QWidget* parent) : QChartView(parent) {
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate); // the annotations are not items of the scene
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(18 * Theme::grid);
    connect(&Theme::instance(), &Theme::changed, this, &BarChart::rebuild);
    rebuild();
}

void BarChart::setData(BarChartData data) {
    data_ = std::move(data);
    setAccessibleName(data_.title);
    setAccessibleDescription(data_.text());
    rebuild();
}

void BarChart::rebuild() {
    auto* fresh = new QChart;
    QChart* former = chart();
    setChart(fresh); // takes the new one, gives the old one back
    delete former;
    const Colours& colours = Theme::instance().colours();
    fresh->setBackgroundBrush(Qt::NoBrush);
    fresh->setMargins({});
    fresh->legend()->hide();
    fresh->setAnimationOptions(QChart::NoAnimation); // what is measured does not move
    setBackgroundBrush(colours.card);
    addBars();
    addAxes();
}

void BarChart::addBars() {
    const Colours& colours = Theme::instance().colours();
    auto* pays = new QBarSet(QString());
    auto* plain = new QBarSet(QString());
    for (auto bar = data_.bars.rbegin(); bar != data_.bars.rend(); ++bar) { // the axis grows upwards
        *pays << (bar->pays ? bar->value : 0);
        *plain << (bar->pays ? 0 : bar->value);
    }
    QColor quiet = colours.accent;
    quiet.setAlphaF(0.55F);
    pays->setColor(colours.good);
    plain->setColor(quiet);
    for (QBarSet* set : {pays, plain}) {
        set->setBorderColor(Qt::transparent);
    }
    series_ = new QHorizontalStackedBarSeries;
    series_->append(pays);
    series_->append(plain);
    series_->setBarWidth(barShare);
    chart()->addSeries(series_);
}

void BarChart::addAxes() {
    const Colours& colours = Theme::instance().colours();
    auto* forms = new QBarCategoryAxis;
    for (auto bar = data_.bars.rbegin(); bar != data_.bars.rend(); ++bar) {
        forms->append(bar->label);
    }
    forms->setGridLineVisible(false);
    auto* values = new QValueAxis;
    const double end = longest(data_) * headroom;
    values->setRange(0, end);
    values->setTickType(QValueAxis::TicksDynamic);
    values->setTickAnchor(0);
    values->setTickInterval(tickStep(end));
    values->setLabelFormat(values->tickInterval() < 1 ? QStringLiteral("%.1f") : QStringLiteral("%.0f"));
    values->setTitleText(data_.axis);
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(forms), static_cast<QAbstractAxis*>(values)}) {
        axis->setLabelsColor(colours.textMuted);
        axis->setLabelsFont(Theme::font(labelScale));
        axis->setTitleFont(Theme::font(labelScale));
        axis->setTitleBrush(colours.textMuted);
        axis->setLinePen(thinPen(colours.border));
        axis->setGridLinePen(thinPen(colours.border));
    }
    forms->setLabelsColor(colours.text);
    chart()->addAxis(forms, Qt::AlignLeft);
    chart()->addAxis(values, Qt::AlignBottom);
    series_->attachAxis(forms);
    series_->attachAxis(values);
}

/// Where a value lies on the scene, at the middle of its bar.
QPointF BarChart::position(double value, std::size_t bar) const {
    const QRectF plot = chart()->plotArea();
    const double end = longest(data_) * headroom;
    const double row = plot.height() / static_cast<double>(std::max<std::size_t>(1, data_.bars.size()));
    const QPointF inChart(plot.left() + plot.width() * value / end,
                          plot.top() + row * (static_cast<double>(bar) + 0.5));
    return chart()->mapToScene(inChart);
}

void BarChart::drawForeground(QPainter* painter, const QRectF& rect) {
    QChartView::drawForeground(painter, rect);
    if (data_.bars.empty()) {
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(Theme::font(labelScale, QFont::DemiBold));
    drawReference(*painter);
    for (std::size_t bar = 0; bar < data_.bars.size(); ++bar) {
        drawBarNotes(*painter, bar);
    }
}

void BarChart::drawReference(QPainter& painter) const {
    if (!data_.reference) {
        return;
    }
    const QRectF plot = chart()->mapToScene(chart()->plotArea()).boundingRect();
    const double x = position(*data_.reference, 0).x();
    painter.setPen(thinPen(Theme::instance().colours().warning, Qt::DashLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(data_.referenceLabel);
    const double left = std::min(x - width / 2, plot.right() - width);
    painter.drawText(QPointF(std::max(plot.left(), left), plot.top() - metrics.descent()), data_.referenceLabel);
}

void BarChart::drawBarNotes(QPainter& painter, std::size_t index) const {
    const Bar& bar = data_.bars[index];
    const Colours& colours = Theme::instance().colours();
    const QPointF least = position(bar.minimum, index);
    const QPointF most = position(bar.maximum, index);
    if (bar.maximum > bar.minimum) {
        painter.setPen(thinPen(colours.text));
        painter.drawLine(least, most);
        for (const QPointF& end : {least, most}) {
            painter.drawLine(end - QPointF(0, whisker), end + QPointF(0, whisker));
        }
    }
    const QFontMetricsF metrics(painter.font());
    const QString value = QLocale().toString(bar.value, 'f', data_.decimals) + data_.unit;
    const QPointF at = most + QPointF(Theme::grid, (metrics.ascent() - metrics.descent()) / 2);
    // The dashed line may run through the figure's place: the figure stands on a piece of the background.
    painter.fillRect(
        QRectF(at.x() - 2, at.y() - metrics.ascent(), metrics.horizontalAdvance(value) + 4, metrics.height()),
        colours.card);
    painter.setPen(bar.pays ? colours.good : colours.text);
    painter.drawText(at, value);
}

} // namespace manybrains::app
