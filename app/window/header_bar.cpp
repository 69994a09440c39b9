#include "app/window/header_bar.h"

#include "app/lesson/words.h"
#include "app/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTabBar>

namespace manybrains::app {

namespace {

constexpr int questionsTab = 2;
constexpr int roundedHeight = 20; ///< lower ones have no room for the style sheet's round ends

QLabel* badge(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setProperty("badge", true);
    label->setFont(Theme::font(0.85));
    label->setMinimumHeight(roundedHeight);
    label->hide();
    return label;
}

} // namespace

HeaderBar::HeaderBar(QWidget* parent)
    : QWidget(parent), title_(new QLabel(this)), difficulty_(badge(this)), minutes_(badge(this)), level_(badge(this)),
      tabs_(new QTabBar(this)) {
    title_->setFont(Theme::font(1.7, QFont::Bold));
    tabs_->addTab(tr("Read"));
    tabs_->addTab(tr("Code"));
    tabs_->addTab(tr("Questions"));
    tabs_->setExpanding(false);
    tabs_->setStyleSheet(QStringLiteral("QTabBar::tab:last { margin-right: 0; }")); // ends where the cards end
    tabs_->setUsesScrollButtons(false);
    tabs_->setAccessibleName(tr("The lesson's pages"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::grid);
    row->addWidget(title_);
    for (QLabel* label : {difficulty_, minutes_, level_}) {
        row->addWidget(label, 0, Qt::AlignVCenter);
    }
    row->addStretch(1);
    row->addWidget(tabs_, 0, Qt::AlignVCenter);
}

void HeaderBar::showLesson(const lesson::Lesson& lesson) {
    title_->setText(QString::fromStdString(lesson.title));
    difficulty_->setText(difficultyName(lesson.level));
    minutes_->setText(tr("%1 min").arg(lesson.minutes));
    difficulty_->show();
    minutes_->setVisible(lesson.minutes > 0);
    tabs_->show();
}

void HeaderBar::showTitle(const QString& title) {
    title_->setText(title);
    difficulty_->hide();
    minutes_->hide();
    tabs_->hide();
}

void HeaderBar::showLevel(trace::Level level, const QString& reason) {
    level_->setText(levelName(level));
    level_->setToolTip(reason.isEmpty() ? levelExplanation(level)
                                        : levelExplanation(level) + QLatin1Char('\n') + reason);
    level_->show();
}

void HeaderBar::showAnswered(int right, int count) {
    tabs_->setTabText(questionsTab, count == 0 ? tr("Questions") : tr("Questions %1/%2").arg(right).arg(count));
}

} // namespace manybrains::app
