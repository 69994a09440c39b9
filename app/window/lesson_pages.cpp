#include "app/window/lesson_pages.h"

#include "app/lesson/code_page.h"
#include "app/lesson/questions_page.h"
#include "app/lesson/read_page.h"
#include "app/results/outcome_panel.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <initializer_list>

namespace manybrains::app {

LessonPages::LessonPages(QWidget* parent)
    : Card(parent), read_(new ReadPage), code_(new CodePage), questions_(new QuestionsPage),
      outcome_(new OutcomePanel(this)), pages_(new QStackedWidget(this)) {
    for (QWidget* page : std::initializer_list<QWidget*>{read_, code_, questions_}) {
        pages_->addWidget(page);
    }
    body()->addWidget(pages_, 1);
    body()->addWidget(outcome_);
}

void LessonPages::showLesson(const lesson::Lesson& lesson) {
    read_->show(lesson);
    code_->show(lesson);
    questions_->show(lesson);
    outcome_->clear();
}

void LessonPages::showPage(int page) {
    pages_->setCurrentIndex(page);
}

} // namespace manybrains::app
