// Everything to the right of the lesson list, laid out: header, messages, run bar, and the four cards. What it does is
// decided by the Session.
#pragma once

#include <QWidget>

class QSettings;
class QSplitter;
class QStackedWidget;

namespace manybrains::app {

class EmptyState;
class HeaderBar;
class LessonPages;
class MessageStrip;
class ProcessCard;
class RunBar;
class SpeedupCard;
class TimelineCard;

class LessonView : public QWidget {
    Q_OBJECT
public:
    explicit LessonView(QWidget* parent = nullptr);

    /// Shows the lesson's cards, or this text in their place.
    void showCards();
    void showText(const QString& title, const QString& text);

    void saveLayout(QSettings& settings) const;
    void restoreLayout(const QSettings& settings);

    [[nodiscard]] HeaderBar* header() const noexcept { return header_; }
    [[nodiscard]] MessageStrip* messages() const noexcept { return messages_; }
    [[nodiscard]] RunBar* runBar() const noexcept { return runBar_; }
    [[nodiscard]] LessonPages* pages() const noexcept { return pages_; }
    [[nodiscard]] TimelineCard* timeline() const noexcept { return timeline_; }
    [[nodiscard]] ProcessCard* processes() const noexcept { return processes_; }
    [[nodiscard]] SpeedupCard* speedup() const noexcept { return speedup_; }

private:
    QWidget* buildCards();

    HeaderBar* header_;
    MessageStrip* messages_;
    RunBar* runBar_;
    LessonPages* pages_;
    TimelineCard* timeline_;
    ProcessCard* processes_;
    SpeedupCard* speedup_;
    QSplitter* rows_ = nullptr;
    QSplitter* upper_ = nullptr;
    QSplitter* lower_ = nullptr;
    EmptyState* text_;
    QStackedWidget* stack_;
};

} // namespace manybrains::app
