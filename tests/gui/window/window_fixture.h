// A window on this build's programs, with settings that nothing else sees.
#pragma once

#include "app/window/main_window.h"
#include "core/lesson/lesson.h"

#include <QSettings>
#include <QTemporaryDir>

#include <sys/types.h>

#include <functional>
#include <memory>
#include <vector>

namespace manybrains::app::testing {

/// Every answer comes from this build and this machine.
[[nodiscard]] Machine thisMachine();
/// The same without any Python.
[[nodiscard]] Machine machineWithoutPython();
/// With the lessons of another folder.
[[nodiscard]] Machine machineWithLessons(const QString& scenarios);

class OpenWindow {
public:
    explicit OpenWindow(Machine machine = thisMachine(), const QString& lesson = QStringLiteral("counting-loop"));

    MainWindow& operator*() const { return *window_; }
    MainWindow* operator->() const { return window_.get(); }
    /// Ends it as the user does: the window closes, the program ends.
    void close();
    /// Opens another one that finds the settings of the first.
    void reopen();

    /// The engine and its small sizes.
    void chooseCpp();
    /// A run that would take minutes.
    void chooseLongRun();
    /// Runs without being asked for a prediction, and waits for the end.
    [[nodiscard]] bool runToEnd();
    /// Starts it and waits until a process of it is there.
    [[nodiscard]] bool startAndSeeProcesses();
    /// Of all runs that the window shows.
    [[nodiscard]] std::vector<pid_t> processes() const;

private:
    void open(Machine machine);

    QTemporaryDir folder_;
    QSettings settings_;
    QString lesson_;
    std::unique_ptr<MainWindow> window_;
};

/// Alive, or dead and not reaped.
[[nodiscard]] bool exists(pid_t process);
/// Children of this process, of any age.
[[nodiscard]] std::vector<pid_t> childProcesses();

} // namespace manybrains::app::testing
