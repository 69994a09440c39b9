// The Questions page: all questions of a lesson, one below another.
#pragma once

#include <QScrollArea>

#include <vector>

class QVBoxLayout;

namespace manybrains::lesson {
struct Lesson;
}

namespace manybrains::app {

class QuestionBox;

class QuestionsPage : public QScrollArea {
    Q_OBJECT
public:
    explicit QuestionsPage(QWidget* parent = nullptr);

    void show(const lesson::Lesson& lesson);
    using QScrollArea::show;
    [[nodiscard]] int answeredRight() const;
    [[nodiscard]] int count() const;
    [[nodiscard]] const std::vector<QuestionBox*>& boxes() const noexcept { return boxes_; }

signals:
    /// A question was checked; ask answeredRight().
    void answered();

private:
    std::vector<QuestionBox*> boxes_;
};

} // namespace manybrains::app
