// What just happened, in words, below the lesson's pages: the prediction beside the measurement, then a sentence for
// each form.
#pragma once

#include <QScrollArea>

#include <optional>

class QLabel;

namespace manybrains::app {

class ResultBoard;
struct Prediction;

class OutcomePanel : public QScrollArea {
    Q_OBJECT
public:
    explicit OutcomePanel(QWidget* parent = nullptr);

    void clear();
    /// `explanation` is the lesson's own, in Markdown; it may be empty.
    void showOutcome(const ResultBoard& board, const std::optional<Prediction>& prediction, const QString& explanation);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QSize sizeHint() const override;

private:
    QLabel* prediction_;
    QLabel* explanation_;
    QLabel* happened_;
};

} // namespace manybrains::app
