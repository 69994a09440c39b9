#include "tests/gui/window/window_fixture.h"

#include "app/theme/theme.h"
#include "app/window/engine_choice.h"
#include "app/window/lesson_view.h"
#include "app/window/run_bar.h"
#include "app/window/session.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

namespace manybrains::app::testing {

namespace {

constexpr int patience_ms = 60'000; ///< the machine may be busy; nothing is measured by it

} // namespace

Machine thisMachine() {
    Machine machine;
    machine.locate = [] { return experiment::Installation::beside(MANYBRAINS_APP_DIR); };
    return machine;
}

Machine machineWithoutPython() {
    Machine machine = thisMachine();
    machine.places = {};
    return machine;
}

Machine machineWithLessons(const QString& scenarios) {
    Machine machine = thisMachine();
    machine.locate = [folder = scenarios.toStdString()] {
        auto installation = experiment::Installation::beside(MANYBRAINS_APP_DIR);
        if (installation) {
            installation->scenarios = folder;
        }
        return installation;
    };
    return machine;
}

OpenWindow::OpenWindow(Machine machine, const QString& lesson)
    : settings_(folder_.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat), lesson_(lesson) {
    Theme::instance().install();
    open(std::move(machine));
}

void OpenWindow::open(Machine machine) {
    window_ = std::make_unique<MainWindow>(std::move(machine), settings_, lesson_);
    QSignalSpy ready(window_.get(), &MainWindow::ready);
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    QVERIFY(ready.count() > 0 || ready.wait(patience_ms));
    window_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));
}

void OpenWindow::close() {
    window_->close();
    window_.reset();
}

void OpenWindow::reopen() {
    open(thisMachine());
}

void OpenWindow::chooseCpp() {
    RunBar* bar = window_->view()->runBar();
    bar->engines()->choose(EngineChoice::cpp_engine);
    bar->setParameters(window_->session()->lesson()->defaults("cpp", true));
}

void OpenWindow::chooseLongRun() {
    chooseCpp();
    window_->view()->runBar()->setParameters({{"iterations", std::int64_t{20'000'000'000}}});
}

bool OpenWindow::runToEnd() {
    QSignalSpy finished(window_->session(), &Session::runFinished);
    window_->session()->run();
    return window_->session()->running() && finished.wait(patience_ms);
}

bool OpenWindow::startAndSeeProcesses() {
    window_->session()->run();
    return QTest::qWaitFor([this] { return !processes().empty(); }, patience_ms);
}

std::vector<pid_t> OpenWindow::processes() const {
    std::vector<pid_t> pids;
    const ResultBoard& board = window_->session()->board();
    for (const Form& form : board.forms()) {
        const auto trace = board.shownTrace(form);
        for (std::size_t i = 0; trace && i < trace->processes().size(); ++i) {
            pids.push_back(trace->processes()[i]->pid.value);
        }
    }
    return pids;
}

bool exists(pid_t process) {
    return ::kill(process, 0) == 0;
}

std::vector<pid_t> childProcesses() {
    std::vector<pid_t> all;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream file(task.path() / "children");
        for (pid_t child = 0; file >> child;) {
            all.push_back(child);
        }
    }
    return all;
}

} // namespace manybrains::app::testing
