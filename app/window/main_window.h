// The window: lesson list at the side, the lesson at the right; what the machine offers arrives after the first paint.
#pragma once

#include "app/window/discovery.h"
#include "app/window/progress_store.h"
#include "core/lesson/loader.h"

#include <QMainWindow>
#include <QSettings>
#include <QString>

#include <memory>
#include <vector>

namespace manybrains::app {

class Exporter;
class LessonList;
class LessonView;
class Session;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `settings` must outlive the window. `lesson` empty: the one that was open last, or the first.
    MainWindow(Machine machine, QSettings& settings, QString lesson = {}, QWidget* parent = nullptr);
    /// Ends a run that is going on: when this returns, nothing of it is alive.
    ~MainWindow() override;

    [[nodiscard]] LessonList* list() const noexcept { return list_; }
    [[nodiscard]] LessonView* view() const noexcept { return view_; }
    [[nodiscard]] Session* session() const noexcept { return session_.get(); }

signals:
    /// The lessons are there, one is open, and the default interpreter is known: a run can be started.
    void ready();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void connectDiscovery();
    void buildActions();
    void onCourse(std::shared_ptr<const lesson::Course> course);
    void onInterpreters(std::vector<python::Interpreter> interpreters, bool complete);
    void onFailed(const Error& error);
    void openLesson(const QString& id);

    QSettings& settings_;
    ProgressStore progress_;
    QString wanted_;
    LessonList* list_;
    LessonView* view_;
    Discovery* discovery_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<Exporter> exporter_;
};

} // namespace manybrains::app
