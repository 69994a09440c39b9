// Above a lesson: its title, level, minutes and recording level, and the tabs for its pages.
#pragma once

#include "core/lesson/lesson.h"
#include "core/trace/level.h"

#include <QWidget>

class QLabel;
class QTabBar;

namespace manybrains::app {

class HeaderBar : public QWidget {
    Q_OBJECT
public:
    explicit HeaderBar(QWidget* parent = nullptr);

    void showLesson(const lesson::Lesson& lesson);
    /// A title alone: no lesson is shown.
    void showTitle(const QString& title);
    void showLevel(trace::Level level, const QString& reason);
    void showAnswered(int right, int count);
    [[nodiscard]] QTabBar* tabs() const noexcept { return tabs_; }

private:
    QLabel* title_;
    QLabel* difficulty_;
    QLabel* minutes_;
    QLabel* level_;
    QTabBar* tabs_;
};

} // namespace manybrains::app
