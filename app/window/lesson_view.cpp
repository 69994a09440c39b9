#include "app/window/lesson_view.h"

#include "app/results/process_card.h"
#include "app/results/speedup_card.h"
#include "app/results/timeline_card.h"
#include "app/theme/theme.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/message_strip.h"
#include "app/window/header_bar.h"
#include "app/window/lesson_pages.h"
#include "app/window/run_bar.h"

#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <utility>

namespace manybrains::app {

namespace {

QSplitter* makeSplitter(Qt::Orientation orientation, QWidget* first, QWidget* second) {
    auto* splitter = new QSplitter(orientation);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(Theme::grid * 3 / 2);
    splitter->addWidget(first);
    splitter->addWidget(second);
    return splitter;
}

constexpr const char* rowsKey = "window/rows";
constexpr const char* upperKey = "window/upper";
constexpr const char* lowerKey = "window/lower";

} // namespace

LessonView::LessonView(QWidget* parent)
    : QWidget(parent), header_(new HeaderBar(this)), messages_(new MessageStrip(this)), runBar_(new RunBar(this)),
      pages_(new LessonPages), timeline_(new TimelineCard), processes_(new ProcessCard), speedup_(new SpeedupCard),
      text_(new EmptyState({}, {})), stack_(new QStackedWidget(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::grid * 5 / 2, Theme::grid * 3 / 2, Theme::grid * 5 / 2, Theme::grid * 3 / 2);
    layout->setSpacing(Theme::grid * 3 / 2);
    layout->addWidget(header_);
    layout->addWidget(messages_);
    layout->addWidget(runBar_);
    layout->addWidget(stack_, 1);
    stack_->addWidget(text_);
    stack_->addWidget(buildCards());
    connect(header_->tabs(), &QTabBar::currentChanged, pages_, &LessonPages::showPage);
    showText(tr("Reading the lessons…"), {});
}

QWidget* LessonView::buildCards() {
    upper_ = makeSplitter(Qt::Horizontal, pages_, timeline_);
    lower_ = makeSplitter(Qt::Horizontal, processes_, speedup_);
    rows_ = makeSplitter(Qt::Vertical, upper_, lower_);
    constexpr int unit = 100;
    upper_->setSizes({2 * unit, 3 * unit});
    lower_->setSizes({3 * unit, 2 * unit});
    rows_->setSizes({5 * unit, 2 * unit});
    upper_->setStretchFactor(1, 1);
    rows_->setStretchFactor(0, 1);
    return rows_;
}

void LessonView::showCards() {
    runBar_->show();
    stack_->setCurrentWidget(rows_);
}

void LessonView::showText(const QString& title, const QString& text) {
    runBar_->hide();
    text_->setTexts(title, text);
    stack_->setCurrentWidget(text_);
}

void LessonView::saveLayout(QSettings& settings) const {
    settings.setValue(QLatin1String(rowsKey), rows_->saveState());
    settings.setValue(QLatin1String(upperKey), upper_->saveState());
    settings.setValue(QLatin1String(lowerKey), lower_->saveState());
}

void LessonView::restoreLayout(const QSettings& settings) {
    for (const auto& [key, splitter] :
         {std::pair(rowsKey, rows_), std::pair(upperKey, upper_), std::pair(lowerKey, lower_)}) {
        splitter->restoreState(settings.value(QLatin1String(key)).toByteArray());
    }
}

} // namespace manybrains::app
