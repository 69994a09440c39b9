#include "app/lesson/question_box.h"

#include "app/theme/theme.h"

#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QStyle>
#include <QVBoxLayout>

#include <utility>

namespace manybrains::app {

namespace {

QLabel* wrappedLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// A radio button's text does not wrap; a label beside it does, and clicking it chooses the button.
class Answer : public QWidget {
public:
    Answer(const QString& text, QRadioButton* button, QWidget* parent) : QWidget(parent) {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(Theme::grid / 2);
        auto* label = new QLabel(text, this);
        label->setWordWrap(true);
        label->setTextFormat(Qt::MarkdownText);
        label->setBuddy(button);
        button->setParent(this);
        button->setAccessibleName(text);
        row->addWidget(button, 0, Qt::AlignTop);
        row->addWidget(label, 1);
        button_ = button;
    }

protected:
    void mouseReleaseEvent(QMouseEvent*) override { button_->click(); }

private:
    QRadioButton* button_;
};

} // namespace

QuestionBox::QuestionBox(int number, lesson::Question question, QWidget* parent)
    : QWidget(parent), question_(std::move(question)), answers_(new QButtonGroup(this)),
      check_(new QPushButton(tr("Check"), this)), feedback_(wrappedLabel({}, this)),
      explanation_(wrappedLabel({}, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 2 * Theme::grid);
    layout->setSpacing(Theme::grid);
    auto* text = wrappedLabel(QStringLiteral("%1. %2").arg(number).arg(QString::fromStdString(question_.text)), this);
    text->setFont(Theme::font(1.0, QFont::DemiBold));
    layout->addWidget(text);
    for (std::size_t i = 0; i < question_.answers.size(); ++i) {
        auto* button = new QRadioButton(this);
        answers_->addButton(button, static_cast<int>(i));
        layout->addWidget(new Answer(QString::fromStdString(question_.answers[i]), button, this));
    }
    feedback_->setFont(Theme::font(1.0, QFont::DemiBold));
    explanation_->setTextFormat(Qt::MarkdownText);
    feedback_->hide();
    explanation_->hide();
    check_->setEnabled(false);
    layout->addWidget(check_, 0, Qt::AlignLeft);
    layout->addWidget(feedback_);
    layout->addWidget(explanation_);
    connect(answers_, &QButtonGroup::idToggled, this, [this] { check_->setEnabled(answers_->checkedId() >= 0); });
    connect(check_, &QPushButton::clicked, this, &QuestionBox::check);
}

void QuestionBox::choose(std::size_t answer) {
    answers_->button(static_cast<int>(answer))->setChecked(true);
}

void QuestionBox::check() {
    if (answers_->checkedId() < 0) {
        return;
    }
    right_ = static_cast<std::size_t>(answers_->checkedId()) == question_.correct;
    showFeedback();
    emit checked(right_);
}

void QuestionBox::showFeedback() {
    feedback_->setText(right_ ? tr("✓ Right.") : tr("✗ Not quite. Choose again, or read on."));
    feedback_->setProperty("tone", right_ ? QStringLiteral("good") : QStringLiteral("warning"));
    feedback_->style()->unpolish(feedback_);
    feedback_->style()->polish(feedback_);
    explanation_->setText(QString::fromStdString(question_.explanation));
    feedback_->show();
    explanation_->setVisible(!question_.explanation.empty());
}

} // namespace manybrains::app
