#include "app/charts/bar_scene.h"

#include "app/theme/theme.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QHorizontalStackedBarSeries>
#include <QLocale>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace manybrains::app {

namespace {

/// The translation context of this file.
struct Charts {
    Q_DECLARE_TR_FUNCTIONS(Charts)
};

constexpr double bar_share = 0.62; ///< of a row's height
constexpr double whisker = 4;      ///< half the height of its ends
constexpr double value_gap = 6;
constexpr double label_gap = 8;
constexpr double axis_gap = 10; ///< below the bars, with the axis' own text
constexpr double largest_labels_share = 0.45;
constexpr double plain_strength = 0.55; ///< how strong the colour of a bar is that is no gain

QColor mixed(const QColor& ink, const QColor& paper, double strength) {
    const auto channel = [strength](int a, int b) { return qRound(b + strength * (a - b)); };
    return QColor(channel(ink.red(), paper.red()), channel(ink.green(), paper.green()),
                  channel(ink.blue(), paper.blue()));
}

QColor colourOf(Tone tone) {
    const Theme& theme = Theme::instance();
    if (tone == Tone::gain) {
        return theme.worker(0);
    }
    return mixed(theme.worker(1), theme.colours().card, plain_strength);
}

QFont valueFont() {
    return Theme::figureFont(0.9, QFont::Bold);
}

QFont axisFont() {
    return Theme::figureFont(0.9);
}

double lineHeight() {
    return std::ceil(QFontMetricsF(axisFont()).height());
}

double largest(const BarChart& data) {
    double value = 0;
    for (const Bar& bar : data.bars) {
        value = std::max({value, bar.value, bar.maximum, bar.ideal.value_or(0)});
    }
    return value > 0 ? value : 1;
}

bool hasIdeal(const BarChart& data) {
    return std::ranges::any_of(data.bars, [](const Bar& bar) { return bar.ideal && *bar.ideal > 1; });
}

/// 1, 2 or 5 times a power of ten, so that about four ticks fit.
double tickStep(double range) {
    const double power = std::pow(10.0, std::floor(std::log10(range / 4)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= range / 4) {
            return factor * power;
        }
    }
    return 10 * power;
}

int decimalsOf(double step) {
    return std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)));
}

} // namespace

BarScene::BarScene(QObject* parent) : QGraphicsScene(parent), chart_(new QChart) {
    addItem(chart_);
    chart_->legend()->hide();
    chart_->layout()->setContentsMargins(0, 0, 0, 0);
    chart_->setBackgroundVisible(false);
    chart_->setLocalizeNumbers(true);
}

void BarScene::show(const BarChart& data) {
    data_ = data;
    chart_->removeAllSeries();
    for (QAbstractAxis* axis : chart_->axes()) {
        chart_->removeAxis(axis);
        delete axis;
    }
    series_ = nullptr;
    if (!data_.bars.empty()) {
        addBars();
        addAxes();
        resize(sceneRect().size());
    }
    update();
}

void BarScene::addBars() {
    auto* series = new QHorizontalStackedBarSeries;
    series->setBarWidth(bar_share);
    // Each bar is whole in the set of its tone, and 0 in the others: so every tone has its colour.
    for (const Tone tone : {Tone::plain, Tone::gain, Tone::baseline}) {
        auto* set = new QBarSet(QString());
        for (auto bar = data_.bars.rbegin(); bar != data_.bars.rend(); ++bar) {
            set->append(bar->tone == tone ? bar->value : 0);
        }
        set->setColor(colourOf(tone));
        set->setBorderColor(Qt::transparent);
        series->append(set);
    }
    chart_->addSeries(series);
    series_ = series;
}

void BarScene::addAxes() {
    const Colours& colours = Theme::instance().colours();
    auto* names = new QBarCategoryAxis;
    for (auto bar = data_.bars.rbegin(); bar != data_.bars.rend(); ++bar) {
        names->append(bar->label);
    }
    names->setLabelsVisible(false); // drawn with the values: Qt Charts drops them where rows are low
    names->setGridLineVisible(false);
    names->setLinePen(QPen(colours.border));
    chart_->addAxis(names, Qt::AlignLeft);
    series_->attachAxis(names);

    auto* values = new QValueAxis;
    const double most = largest(data_);
    const double step = tickStep(most);
    values->setRange(0, most * (1 + labelRoom()));
    values->setTickType(QValueAxis::TicksDynamic);
    values->setTickAnchor(0);
    values->setTickInterval(step);
    const QString gap = data_.unit == QStringLiteral("×") ? QString() : QString(QChar::Nbsp);
    values->setLabelFormat(QStringLiteral("%.%1f%2%3").arg(decimalsOf(step)).arg(gap, data_.unit));
    values->setLabelsFont(axisFont());
    values->setLabelsColor(colours.textMuted);
    values->setGridLineColor(colours.border);
    values->setLineVisible(false);
    chart_->addAxis(values, Qt::AlignBottom);
    series_->attachAxis(values);
}

/// What the axis is longer than its longest bar, as a share, so that the value behind that bar has room.
double BarScene::labelRoom() const {
    const QFontMetricsF metrics(valueFont());
    double widest = 0;
    for (const Bar& bar : data_.bars) {
        widest = std::max(widest, metrics.horizontalAdvance(bar.text));
    }
    const double plot = std::max(1.0, chart_->plotArea().width());
    return std::clamp((widest + 2 * value_gap) / plot, 0.12, 0.8);
}

void BarScene::resize(const QSizeF& size) {
    setSceneRect(QRectF(QPointF(), size));
    chart_->resize(size);
    if (series_ == nullptr || size.isEmpty()) {
        return;
    }
    const double left = std::min(widestLabel() + label_gap, size.width() * largest_labels_share);
    chart_->setPlotArea(QRectF(left, roomAbove(), std::max(1.0, size.width() - left - 2),
                               std::max(1.0, size.height() - roomAbove() - roomBelow())));
    // How far the axis must reach beyond the longest bar is in pixels: known only now.
    const auto axes = chart_->axes(Qt::Horizontal);
    static_cast<QValueAxis*>(axes.front())->setMax(largest(data_) * (1 + labelRoom()));
    // The axes follow a plot area that is set only when the layout next runs: for an export that is never.
    chart_->layout()->invalidate();
    chart_->layout()->activate();
}

double BarScene::roomAbove() const {
    return hasIdeal(data_) ? lineHeight() + 2 : 2;
}

double BarScene::roomBelow() const {
    return lineHeight() + axis_gap;
}

double BarScene::leastHeight() const {
    return roomAbove() + static_cast<double>(data_.bars.size()) * (lineHeight() + 2) + roomBelow();
}

double BarScene::widestLabel() const {
    const QFontMetricsF metrics(axisFont());
    double widest = 0;
    for (const Bar& bar : data_.bars) {
        widest = std::max(widest, metrics.horizontalAdvance(bar.label));
    }
    return std::ceil(widest);
}

QPointF BarScene::place(double value, std::size_t bar) const {
    const auto category = static_cast<double>(data_.bars.size() - 1 - bar);
    return chart_->mapToScene(chart_->mapToPosition(QPointF(value, category), series_));
}

double BarScene::rowHeight() const {
    return chart_->plotArea().height() / static_cast<double>(data_.bars.size());
}

const Bar* BarScene::barAt(const QPointF& at) const {
    const QRectF plot = chart_->plotArea();
    if (data_.bars.empty() || at.y() < plot.top() || at.y() >= plot.bottom()) {
        return nullptr;
    }
    const auto row = static_cast<std::size_t>((at.y() - plot.top()) / rowHeight());
    return &data_.bars[std::min(row, data_.bars.size() - 1)];
}

void BarScene::drawForeground(QPainter* painter, const QRectF&) {
    if (series_ == nullptr) {
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, true);
    drawIdeal(*painter);
    for (std::size_t bar = 0; bar < data_.bars.size(); ++bar) {
        drawLabel(*painter, bar);
        drawSpread(*painter, bar);
        drawValue(*painter, bar);
    }
    painter->restore();
}

void BarScene::drawIdeal(QPainter& painter) const {
    const QColor colour = Theme::instance().worker(3);
    QPen pen(colour, 1.5);
    pen.setDashPattern({3, 2});
    painter.setPen(pen);
    // Each row has its own: they meet in one line where all are equal. The baseline is compared with nothing, but a
    // line through it reads better than a gap.
    std::optional<double> lowest;
    for (std::size_t bar = 0; bar < data_.bars.size(); ++bar) {
        const bool baseline = data_.bars[bar].tone == Tone::baseline;
        const std::size_t from = baseline && bar + 1 < data_.bars.size() ? bar + 1 : bar;
        const std::optional<double> ideal = data_.bars[from].ideal;
        if (ideal && *ideal > 1) {
            const QPointF middle = place(*ideal, bar);
            painter.drawLine(middle - QPointF(0, rowHeight() / 2), middle + QPointF(0, rowHeight() / 2));
            lowest = ideal;
        }
    }
    if (!lowest) {
        return;
    }
    const QFontMetricsF metrics(axisFont());
    const QString text = Charts::tr("ideal %1", "a speedup").arg(QLocale().toString(*lowest, 'g', 3) + data_.unit);
    const double width = metrics.horizontalAdvance(text) + 2;
    const QRectF plot = chart_->plotArea();
    const double x = std::min(place(*lowest, 0).x() - width / 2, plot.right() - width);
    painter.setFont(axisFont());
    painter.setPen(colour);
    painter.drawText(QRectF(x, plot.top() - metrics.height() - 1, width, metrics.height()), Qt::AlignCenter, text);
}

void BarScene::drawLabel(QPainter& painter, std::size_t bar) const {
    const QFontMetricsF metrics(axisFont());
    const double width = chart_->plotArea().left() - label_gap;
    const QRectF text(0, place(0, bar).y() - metrics.height() / 2, width, metrics.height());
    painter.setFont(axisFont());
    painter.setPen(Theme::instance().colours().text);
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(data_.bars[bar].label, Qt::ElideMiddle, width));
}

void BarScene::drawSpread(QPainter& painter, std::size_t bar) const {
    const Bar& data = data_.bars[bar];
    if (data.repeats < 2) {
        return;
    }
    const QPointF from = place(data.minimum, bar);
    const QPointF to = place(data.maximum, bar);
    const QPointF end(0, whisker);
    painter.setPen(QPen(Theme::instance().colours().text, 1.25));
    painter.drawLine(from, to);
    painter.drawLine(from - end, from + end);
    painter.drawLine(to - end, to + end);
}

void BarScene::drawValue(QPainter& painter, std::size_t bar) const {
    const Bar& data = data_.bars[bar];
    const QFontMetricsF metrics(valueFont());
    const double furthest = data.repeats < 2 ? data.value : std::max(data.value, data.maximum);
    const QPointF at = place(furthest, bar) + QPointF(value_gap, 0);
    const QRectF text(at.x(), at.y() - metrics.height() / 2, metrics.horizontalAdvance(data.text) + 2,
                      metrics.height());
    // Where the ideal line passes behind the figure, the figure stays readable.
    painter.fillRect(text.adjusted(-1, 1, 1, -1), Theme::instance().colours().card);
    painter.setFont(valueFont());
    painter.setPen(data.tone == Tone::gain ? Theme::instance().colours().good : Theme::instance().colours().text);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, data.text);
}

} // namespace manybrains::app
