#include "app/window/main_window.h"

#include "app/theme/theme.h"
#include "app/widgets/message_strip.h"
#include "app/window/appearance_menu.h"
#include "app/window/engine_choice.h"
#include "app/window/exporter.h"
#include "app/window/header_bar.h"
#include "app/window/lesson_list.h"
#include "app/window/lesson_view.h"
#include "app/window/run_bar.h"
#include "app/window/run_messages.h"
#include "app/window/session.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QTabBar>
#include <QTreeView>

#include <utility>

namespace manybrains::app {

namespace {

constexpr QSize standardSize{1440, 900};
constexpr QSize smallestSize{960, 600};
constexpr QLatin1StringView geometryKey("window/geometry");
constexpr QLatin1StringView lessonKey("window/lesson");
constexpr QLatin1StringView pythonSubject("python");
constexpr QLatin1StringView startSubject("start");

} // namespace

MainWindow::MainWindow(Machine machine, QSettings& settings, QString lesson, QWidget* parent)
    : QMainWindow(parent), settings_(settings), progress_(settings), wanted_(std::move(lesson)),
      list_(new LessonList(progress_)), view_(new LessonView), discovery_(new Discovery(std::move(machine), this)),
      session_(std::make_unique<Session>(*view_, progress_)), exporter_(std::make_unique<Exporter>(*view_, *session_)) {
    setWindowTitle(tr("Manybrains"));
    setMinimumSize(smallestSize);
    auto* central = new QWidget;
    auto* row = new QHBoxLayout(central);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(list_);
    row->addWidget(view_, 1);
    setCentralWidget(central);
    resize(standardSize);
    restoreGeometry(settings_.value(geometryKey).toByteArray());
    view_->restoreLayout(settings_);
    list_->setCorner(new AppearanceMenu(settings_, list_));
    buildActions();
    connect(list_, &LessonList::lessonChosen, this, &MainWindow::openLesson);
    connect(list_, &LessonList::brokenChosen, session_.get(), &Session::openBroken);
    connect(session_.get(), &Session::progressChanged, list_, &LessonList::updateProgress);
    connectDiscovery();
    discovery_->begin();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectDiscovery() {
    connect(
        discovery_, &Discovery::installationFound, this,
        [this](const experiment::Installation& installation) {
            session_->setInstallation(installation);
            view_->runBar()->engines()->setInstallation(installation);
        },
        Qt::QueuedConnection);
    connect(discovery_, &Discovery::courseLoaded, this, &MainWindow::onCourse, Qt::QueuedConnection);
    connect(discovery_, &Discovery::machineKnown, session_.get(), &Session::setMachine, Qt::QueuedConnection);
    connect(discovery_, &Discovery::interpretersFound, this, &MainWindow::onInterpreters, Qt::QueuedConnection);
    connect(discovery_, &Discovery::failed, this, &MainWindow::onFailed, Qt::QueuedConnection);
}

void MainWindow::buildActions() {
    const auto add = [this](const QList<QKeySequence>& keys, auto action) {
        for (const QKeySequence& key : keys) {
            connect(new QShortcut(key, this), &QShortcut::activated, this, action);
        }
    };
    add({Qt::Key_F5, Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}, [this] { session_->requestRun(); });
    add({Qt::Key_Escape}, [this] { session_->cancel(); });
    add({Qt::CTRL | Qt::Key_K, QKeySequence::Find}, [this] { list_->focusSearch(); });
    add({QKeySequence::Quit}, [this] { close(); });
    for (int page = 0; page < view_->header()->tabs()->count(); ++page) {
        add({QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + page))},
            [this, page] { view_->header()->tabs()->setCurrentIndex(page); });
    }
}

void MainWindow::onCourse(std::shared_ptr<const lesson::Course> course) {
    session_->setCourse(course);
    list_->setCourse(*course);
    QString first = wanted_.isEmpty() ? settings_.value(lessonKey).toString() : wanted_;
    if (course->find(first.toStdString()) == nullptr) {
        first = course->lessons.empty() ? QString() : QString::fromStdString(course->lessons.front().id);
    }
    if (!wanted_.isEmpty() && first != wanted_) {
        view_->messages()->post(startSubject, messageOf(lesson::unknown_lesson(*course, wanted_.toStdString())));
    }
    if (first.isEmpty()) {
        view_->showText(tr("There is no lesson here."),
                        tr("A lesson is a folder with a lesson.md; see CONTRIBUTING.md."));
        return;
    }
    list_->select(first);
    list_->view()->setFocus();
}

void MainWindow::onInterpreters(std::vector<python::Interpreter> interpreters, bool complete) {
    const bool none = interpreters.empty();
    view_->runBar()->engines()->setInterpreters(std::move(interpreters), !complete);
    if (none && complete) {
        view_->messages()->post(pythonSubject, noPythonMessage());
    }
    if (!none || complete) {
        emit ready();
    }
}

void MainWindow::onFailed(const Error& error) {
    view_->messages()->post(startSubject, messageOf(error));
    view_->showText(tr("Nothing can be run."), tr("Something that Manybrains is made of is missing; see above."));
}

void MainWindow::openLesson(const QString& id) {
    session_->open(id);
    settings_.setValue(lessonKey, id);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    settings_.setValue(geometryKey, saveGeometry());
    view_->saveLayout(settings_);
    session_->cancel();
    event->accept();
}

} // namespace manybrains::app
