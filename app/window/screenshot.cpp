#include "app/window/screenshot.h"

#include "app/window/engine_choice.h"
#include "app/window/header_bar.h"
#include "app/window/lesson_pages.h"
#include "app/window/lesson_view.h"
#include "app/window/main_window.h"
#include "app/window/run_bar.h"
#include "app/window/session.h"

#include <QCoreApplication>
#include <QPixmap>
#include <QTabBar>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <utility>

namespace manybrains::app {

namespace {

/// Layouts settle and the last paint is done.
constexpr std::chrono::milliseconds settleTime{300};

EngineChoice::Engine engineOf(const QString& code) {
    return code == QLatin1String("cpp")       ? EngineChoice::cpp_engine
           : code == QLatin1String("cpp-gil") ? EngineChoice::cpp_gil_engine
                                              : EngineChoice::python_engine;
}

int pageOf(const QString& name) {
    return name == QLatin1String("code")        ? LessonPages::code_page
           : name == QLatin1String("questions") ? LessonPages::questions_page
                                                : LessonPages::read_page;
}

} // namespace

Screenshot::Screenshot(MainWindow& window, WindowOptions options) : window_(window), options_(std::move(options)) {
    connect(&window_, &MainWindow::ready, this, &Screenshot::onReady);
    connect(window_.session(), &Session::runFinished, this,
            [this] { QTimer::singleShot(settleTime, this, &Screenshot::grab); });
}

void Screenshot::onReady() {
    if (std::exchange(begun_, true)) {
        return;
    }
    window_.view()->header()->tabs()->setCurrentIndex(pageOf(options_.page));
    if (!options_.engine.isEmpty()) {
        window_.view()->runBar()->engines()->choose(engineOf(options_.engine));
    }
    if (options_.run) {
        prepareRun();
        window_.session()->run();
    }
    if (!window_.session()->running()) {
        QTimer::singleShot(settleTime, this, &Screenshot::grab);
    }
}

void Screenshot::prepareRun() {
    const lesson::Lesson* lesson = window_.session()->lesson();
    if (options_.quick && lesson != nullptr) {
        RunBar* bar = window_.view()->runBar();
        bar->setParameters(lesson->defaults(bar->engines()->parameterKey(), true));
    }
}

void Screenshot::grab() {
    if (window_.grab().save(*options_.screenshot)) {
        QCoreApplication::exit(0);
        return;
    }
    std::fprintf(stderr, "manybrains-window: %s: cannot be written\n", qPrintable(*options_.screenshot));
    constexpr int inputError = 2;
    QCoreApplication::exit(inputError);
}

} // namespace manybrains::app
