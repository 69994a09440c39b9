// One question with its answers: choose, check, read why.
#pragma once

#include "core/lesson/lesson.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QPushButton;

namespace manybrains::app {

class QuestionBox : public QWidget {
    Q_OBJECT
public:
    /// `number` counts from 1.
    QuestionBox(int number, lesson::Question question, QWidget* parent = nullptr);

    void choose(std::size_t answer);
    void check();
    [[nodiscard]] bool answeredRight() const noexcept { return right_; }

signals:
    void checked(bool right);

private:
    void showFeedback();

    lesson::Question question_;
    QButtonGroup* answers_;
    QPushButton* check_;
    QLabel* feedback_;
    QLabel* explanation_;
    bool right_ = false;
};

} // namespace manybrains::app
