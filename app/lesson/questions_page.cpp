#include "app/lesson/questions_page.h"

#include "app/lesson/question_box.h"
#include "app/theme/theme.h"
#include "core/lesson/lesson.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace manybrains::app {

QuestionsPage::QuestionsPage(QWidget* parent) : QScrollArea(parent) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Questions"));
}

void QuestionsPage::show(const lesson::Lesson& lesson) {
    boxes_.clear();
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, Theme::grid, 0);
    int number = 0;
    for (const lesson::Question& question : lesson.questions) {
        auto* box = new QuestionBox(++number, question, page);
        connect(box, &QuestionBox::checked, this, &QuestionsPage::answered);
        layout->addWidget(box);
        boxes_.push_back(box);
    }
    if (boxes_.empty()) {
        auto* none = new QLabel(tr("This lesson asks nothing. Run it, and change its sizes."), page);
        none->setProperty("tone", QStringLiteral("muted"));
        none->setWordWrap(true);
        layout->addWidget(none);
    }
    layout->addStretch(1);
    setWidget(page);
    page->setAutoFillBackground(false);
}

int QuestionsPage::answeredRight() const {
    return static_cast<int>(
        std::count_if(boxes_.begin(), boxes_.end(), [](const QuestionBox* box) { return box->answeredRight(); }));
}

int QuestionsPage::count() const {
    return static_cast<int>(boxes_.size());
}

} // namespace manybrains::app
