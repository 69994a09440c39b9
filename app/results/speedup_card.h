// The speedup chart in its card.
#pragma once

#include "app/charts/chart_data.h"
#include "app/widgets/card.h"

class QStackedWidget;
class QToolButton;

namespace manybrains::app {

class BarChartWidget;
class ResultBoard;

class SpeedupCard : public Card {
    Q_OBJECT
public:
    explicit SpeedupCard(QWidget* parent = nullptr);

    void clear();
    void showBoard(const ResultBoard& board);
    [[nodiscard]] const BarChart& data() const;

signals:
    void exportRequested();

private:
    QStackedWidget* pages_;
    BarChartWidget* chart_;
    QToolButton* export_;
};

} // namespace manybrains::app
