// The Code page: the very files that run, Python or C++, with the running task's function lit.
#pragma once

#include "app/lesson/source_tokens.h"

#include <QString>
#include <QWidget>

class QLabel;
class QToolButton;

namespace manybrains::lesson {
struct Lesson;
}

namespace manybrains::app {

class CodeView;
class Segments;

class CodePage : public QWidget {
    Q_OBJECT
public:
    explicit CodePage(QWidget* parent = nullptr);

    void show(const lesson::Lesson& lesson);
    using QWidget::show;
    void setLanguage(Language language);
    [[nodiscard]] Language language() const noexcept { return language_; }
    /// Lights the function of this name, or nothing when it is empty or not defined here.
    void setRunningTask(const QString& function);
    [[nodiscard]] CodeView* view() const noexcept { return view_; }

private:
    QWidget* buildHead();
    void showSource();
    void copy();

    Segments* languages_ = nullptr;
    QLabel* file_ = nullptr;
    QToolButton* copy_ = nullptr;
    CodeView* view_;
    Language language_ = Language::python;
    QString python_;
    QString cpp_;
    QString running_;
};

} // namespace manybrains::app
