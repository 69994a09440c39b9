// A bar chart on screen: the finding as its title, the bars, exact values at the pointer, and the same as text for
// those who do not see it.
#pragma once

#include "app/charts/chart_data.h"

#include <QWidget>

class QGraphicsView;
class QLabel;
class QStackedLayout;

namespace manybrains::app {

class BarScene;

class BarChartWidget : public QWidget {
    Q_OBJECT
public:
    explicit BarChartWidget(QWidget* parent = nullptr);

    void show(const BarChart& data);
    using QWidget::show;
    [[nodiscard]] const BarChart& data() const noexcept { return data_; }
    /// The finding and the subtitle above the bars; a card that says them itself hides them.
    void setHeadingVisible(bool visible);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();

    BarChart data_;
    QLabel* title_;
    QLabel* subtitle_;
    QLabel* empty_;
    QGraphicsView* view_;
    BarScene* scene_;
    bool heading_ = true;
};

/// How much faster each form is than sequential.
class SpeedupChart : public BarChartWidget {
    Q_OBJECT
public:
    using BarChartWidget::BarChartWidget;
    void setBars(const std::vector<SpeedupBar>& bars, int cores) { BarChartWidget::show(speedupChart(bars, cores)); }
};

} // namespace manybrains::app
