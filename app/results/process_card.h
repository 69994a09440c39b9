// The process table in its card: live at a few refreshes a second while a run goes on, exact when it has ended.
#pragma once

#include "app/results/result_board.h"
#include "app/widgets/card.h"

class QStackedWidget;
class QTimer;
class QTreeView;

namespace manybrains::app {

class ProcessModel;

class ProcessCard : public Card {
    Q_OBJECT
public:
    explicit ProcessCard(QWidget* parent = nullptr);

    void clear();
    void showBoard(const ResultBoard& board);
    void setLive(bool live);
    [[nodiscard]] ProcessModel* model() const noexcept { return model_; }

private:
    void buildTable();

    ProcessModel* model_;
    QTreeView* table_;
    QStackedWidget* pages_;
    QTimer* refresh_;
};

} // namespace manybrains::app
