// The middle of the window: the prediction is asked here, then the runs are drawn here, live, under a headline that
// becomes the finding.
#pragma once

#include "app/results/result_board.h"
#include "app/widgets/card.h"

#include <cstddef>
#include <vector>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace manybrains::app {

class EmptyState;
class PredictionPanel;
class TimelineWidget;

class TimelineCard : public Card {
    Q_OBJECT
public:
    explicit TimelineCard(QWidget* parent = nullptr);

    [[nodiscard]] PredictionPanel* prediction() const noexcept { return prediction_; }
    [[nodiscard]] TimelineWidget* timeline() const noexcept { return timeline_; }
    [[nodiscard]] bool asks() const;
    void setHeadline(const QString& text);

    void showPrediction();
    void showEmpty();
    /// Forgets the runs drawn so far and gets ready for new ones.
    void beginExperiment();
    /// Draws the form as the board has it now.
    void showForm(const ResultBoard& board, std::size_t form);
    void setLive(bool live);

signals:
    void exportRequested();

private:
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    void buildControls();
    void showControls(bool visible);
    void describe(const QString& underPointer);

    QStackedWidget* pages_;
    PredictionPanel* prediction_;
    EmptyState* empty_;
    QWidget* picture_;
    TimelineWidget* timeline_;
    QLabel* pointed_; ///< what is under the pointer, in words
    std::vector<QToolButton*> controls_;
    std::vector<std::size_t> rows_; ///< the timeline's index of each form
};

} // namespace manybrains::app
