// Asked once before a lesson's first run: which form will be the fastest, and by what factor? A learner who has
// committed to an answer sees the measurement with other eyes.
#pragma once

#include "app/lesson/prediction.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QPushButton;
class QSlider;

namespace manybrains::lesson {
struct Lesson;
}

namespace manybrains::app {

class FlowLayout;

class PredictionPanel : public QWidget {
    Q_OBJECT
public:
    explicit PredictionPanel(QWidget* parent = nullptr);

    /// `usableCores` sets how far the factor reaches.
    void ask(const lesson::Lesson& lesson, int usableCores);
    void choose(const Prediction& prediction);
    /// Puts the keyboard on the first choice.
    void takeFocus();

signals:
    void predicted(const manybrains::app::Prediction& prediction);
    void skipped();

private:
    QWidget* buildFactor();
    QWidget* buildButtons();
    void choiceChanged();
    void factorChanged(int tenths);
    [[nodiscard]] Prediction current() const;

    QLabel* question_;
    FlowLayout* choices_;
    QButtonGroup* forms_;
    QWidget* factorRow_ = nullptr;
    QSlider* factor_ = nullptr;
    QLabel* factorText_ = nullptr;
    QPushButton* run_ = nullptr;
};

} // namespace manybrains::app
