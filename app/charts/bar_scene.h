// One bar chart as a Qt Charts scene: bars, axes, and over them what Qt Charts has no item for (names that stay in low
// rows, values at the bars' ends, the spread over repeats, the ideal line). The same for the screen and for export.
#pragma once

#include "app/charts/chart_data.h"

#include <QGraphicsScene>
#include <QPainter>
#include <QRectF>

class QAbstractBarSeries;
class QChart;

namespace manybrains::app {

class BarScene : public QGraphicsScene {
    Q_OBJECT
public:
    explicit BarScene(QObject* parent = nullptr);

    /// In the theme's colours of now: call again when it changes.
    void show(const BarChart& data);
    void resize(const QSizeF& size);
    /// Below this the forms' names do not fit beside their bars.
    [[nodiscard]] double leastHeight() const;
    /// The bar whose row is at this height, or nullptr.
    [[nodiscard]] const Bar* barAt(const QPointF& at) const;

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    void addBars();
    void addAxes();
    [[nodiscard]] double labelRoom() const;
    [[nodiscard]] double widestLabel() const;
    [[nodiscard]] double roomAbove() const;
    [[nodiscard]] double roomBelow() const;
    [[nodiscard]] QPointF place(double value, std::size_t bar) const;
    [[nodiscard]] double rowHeight() const;
    void drawIdeal(QPainter& painter) const;
    void drawLabel(QPainter& painter, std::size_t bar) const;
    void drawSpread(QPainter& painter, std::size_t bar) const;
    void drawValue(QPainter& painter, std::size_t bar) const;

    QChart* chart_;
    QAbstractBarSeries* series_ = nullptr;
    BarChart data_;
};

} // namespace manybrains::app
