// Horizontal bars with their values, the spread over repeats, and a dashed line for what is possible: Qt Charts' bars
// and axes, with the annotations that it does not have drawn above them.
#pragma once

#include "app/charts/chart_data.h"

#include <QChartView>

class QHorizontalStackedBarSeries;

namespace manybrains::app {

/// GUI thread only. Follows the theme.
class BarChart : public QChartView {
    Q_OBJECT
public:
    explicit BarChart(QWidget* parent = nullptr);

    void setData(BarChartData data);
    [[nodiscard]] const BarChartData& data() const noexcept { return data_; }

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    void rebuild();
    void addBars();
    void addAxes();
    [[nodiscard]] QPointF position(double value, std::size_t bar) const;
    void drawReference(QPainter& painter) const;
    void drawBarNotes(QPainter& painter, std::size_t bar) const;

    BarChartData data_;
    QHorizontalStackedBarSeries* series_ = nullptr; ///< the chart's
};

} // namespace manybrains::app
