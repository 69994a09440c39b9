// The lesson's own card: its pages (Read, Code, Questions) and, below them, what just happened.
#pragma once

#include "app/widgets/card.h"

class QStackedWidget;

namespace manybrains::lesson {
struct Lesson;
}

namespace manybrains::app {

class CodePage;
class OutcomePanel;
class QuestionsPage;
class ReadPage;

class LessonPages : public Card {
    Q_OBJECT
public:
    /// In the order of the header's tabs.
    enum Page { read_page, code_page, questions_page };

    explicit LessonPages(QWidget* parent = nullptr);

    void showLesson(const lesson::Lesson& lesson);
    void showPage(int page);

    [[nodiscard]] ReadPage* read() const noexcept { return read_; }
    [[nodiscard]] CodePage* code() const noexcept { return code_; }
    [[nodiscard]] QuestionsPage* questions() const noexcept { return questions_; }
    [[nodiscard]] OutcomePanel* outcome() const noexcept { return outcome_; }

private:
    ReadPage* read_;
    CodePage* code_;
    QuestionsPage* questions_;
    OutcomePanel* outcome_;
    QStackedWidget* pages_;
};

} // namespace manybrains::app
