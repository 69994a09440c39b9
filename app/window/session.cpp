#include "app/window/session.h"

#include "app/lesson/code_page.h"
#include "app/lesson/prediction_panel.h"
#include "app/lesson/questions_page.h"
#include "app/results/findings.h"
#include "app/results/outcome_panel.h"
#include "app/results/process_card.h"
#include "app/results/running_task.h"
#include "app/results/speedup_card.h"
#include "app/results/timeline_card.h"
#include "app/widgets/message_strip.h"
#include "app/window/engine_choice.h"
#include "app/window/header_bar.h"
#include "app/window/lesson_pages.h"
#include "app/window/lesson_view.h"
#include "app/window/progress_store.h"
#include "app/window/run_bar.h"
#include "app/window/run_messages.h"

#include <QTabBar>

#include <algorithm>
#include <chrono>
#include <utility>

namespace manybrains::app {

namespace {

constexpr std::chrono::milliseconds lightInterval{250};

constexpr QLatin1StringView runSubject("run");
constexpr QLatin1StringView lossSubject("loss");
constexpr QLatin1StringView recordingSubject("recording");

} // namespace

Session::Session(LessonView& view, ProgressStore& progress, QObject* parent)
    : QObject(parent), view_(view), progress_(progress), controller_(new RunController(this)) {
    light_.setInterval(lightInterval);
    connect(&light_, &QTimer::timeout, this, &Session::lightTask);
    connectView();
    connectController();
}

void Session::connectView() {
    connect(view_.runBar(), &RunBar::runRequested, this, &Session::requestRun);
    connect(view_.runBar(), &RunBar::cancelRequested, this, &Session::cancel);
    connect(view_.pages()->questions(), &QuestionsPage::answered, this, &Session::onAnswered);
    PredictionPanel* prediction = view_.timeline()->prediction();
    connect(prediction, &PredictionPanel::predicted, this, &Session::onPredicted);
    connect(prediction, &PredictionPanel::skipped, this, [this] {
        progress_.setSkipped(lessonId());
        run();
    });
    connect(view_.runBar()->engines(), &EngineChoice::changed, this, [this] {
        const bool python = view_.runBar()->engines()->chosen() == EngineChoice::python_engine;
        view_.pages()->code()->setLanguage(python ? Language::python : Language::cpp);
    });
}

void Session::connectController() {
    connect(controller_, &RunController::began, this, &Session::onBegan);
    connect(controller_, &RunController::ended, this, [this](const auto& record) { onEnded(*record); });
    connect(controller_, &RunController::finished, this, &Session::onFinished);
    connect(controller_, &RunController::failed, this, &Session::onFailed);
    connect(controller_, &RunController::idle, this, [this] { view_.runBar()->setRunning(false); });
}

void Session::setInstallation(const experiment::Installation& installation) {
    installation_ = installation;
}

void Session::setCourse(std::shared_ptr<const lesson::Course> course) {
    course_ = std::move(course);
}

void Session::setMachine(const record::Availability& recording, int usableCores) {
    usableCores_ = usableCores;
    recording_ = recording;
    view_.header()->showLevel(recording.level, QString::fromStdString(recording.why));
}

void Session::open(const QString& id) {
    const lesson::Lesson* lesson = course_ ? course_->find(id.toStdString()) : nullptr;
    if (lesson == nullptr || lesson == lesson_) {
        return;
    }
    controller_->discard();
    stopShowing();
    lesson_ = lesson;
    view_.messages()->withdraw(runSubject);
    view_.messages()->withdraw(lossSubject);
    view_.header()->showLesson(*lesson);
    view_.header()->showAnswered(0, static_cast<int>(lesson->questions.size()));
    view_.header()->tabs()->setCurrentIndex(LessonPages::read_page);
    view_.pages()->showLesson(*lesson);
    view_.runBar()->setLesson(*lesson);
    view_.runBar()->setPrediction(progress_.prediction(id));
    view_.timeline()->prediction()->ask(*lesson, usableCores_);
    view_.showCards();
    showResults();
}

void Session::openBroken(const QString& id) {
    const auto& all = course_->broken;
    const auto broken =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id.toStdString(); });
    if (broken == all.end()) {
        return;
    }
    controller_->discard();
    stopShowing();
    lesson_ = nullptr;
    view_.header()->showTitle(id);
    view_.showText(tr("This lesson cannot be read."), QString::fromStdString(broken->error.message()) +
                                                          QLatin1Char('\n') +
                                                          QString::fromStdString(broken->error.hint));
}

bool Session::asksPrediction() const {
    return lesson_->prediction && !progress_.wasAsked(lessonId());
}

QString Session::lessonId() const {
    return lesson_ == nullptr ? QString() : QString::fromStdString(lesson_->id);
}

void Session::requestRun() {
    if (lesson_ == nullptr || controller_->busy()) {
        return;
    }
    if (asksPrediction()) {
        view_.timeline()->showPrediction();
        view_.timeline()->prediction()->takeFocus();
        return;
    }
    run();
}

void Session::run() {
    const auto request = lesson_ == nullptr ? std::nullopt : view_.runBar()->request();
    if (!request || !installation_ || controller_->busy()) {
        return;
    }
    running_ = true;
    boards_[lesson_->id].clear();
    view_.messages()->withdraw(runSubject);
    view_.messages()->withdraw(lossSubject);
    noteRecording();
    view_.runBar()->setRunning(true);
    view_.pages()->outcome()->clear();
    view_.timeline()->beginExperiment();
    view_.timeline()->setHeadline(tr("Starting…"));
    view_.timeline()->setLive(true);
    view_.processes()->clear();
    view_.processes()->setLive(true);
    view_.speedup()->clear();
    light_.start();
    controller_->start(*request, *installation_, course_);
}

void Session::cancel() {
    if (running_) {
        view_.runBar()->setCancelling();
        controller_->cancel();
    }
}

void Session::onPredicted(const Prediction& prediction) {
    progress_.setPrediction(lessonId(), prediction);
    view_.runBar()->setPrediction(prediction);
    run();
}

void Session::onBegan(const BegunRun& run) {
    ResultBoard& board = boards_[lesson_->id];
    const std::size_t form = board.begin(run);
    view_.timeline()->setHeadline(runningSentence(board.forms()[form], run.index, run.count));
    view_.timeline()->showForm(board, form);
    view_.processes()->showBoard(board);
}

void Session::onEnded(const experiment::RunRecord& record) {
    ResultBoard& board = boards_[lesson_->id];
    board.end(record);
    for (std::size_t i = 0; i < board.forms().size(); ++i) {
        view_.timeline()->showForm(board, i); // one that ends may give the others something to compare with
    }
    view_.processes()->showBoard(board);
    view_.speedup()->showBoard(board);
    if (record.level != trace::Level::none) {
        view_.header()->showLevel(record.level, QString::fromStdString(record.level_reason));
    }
    if (const auto message = messageOf(record)) {
        view_.messages()->post(runSubject, *message);
    }
    if (const auto message = lossMessage(record)) {
        view_.messages()->post(lossSubject, *message);
    }
}

void Session::onFinished() {
    stopShowing();
    progress_.setRun(lessonId());
    showResults();
    emit progressChanged();
    emit runFinished();
}

void Session::onFailed(const Error& error) {
    view_.messages()->post(runSubject, messageOf(error));
    stopShowing();
    showResults();
    emit runFinished();
}

/// Nothing on screen follows a run any more.
void Session::stopShowing() {
    running_ = false;
    light_.stop();
    view_.pages()->code()->setRunningTask({});
    view_.timeline()->setLive(false);
    view_.processes()->setLive(false);
}

void Session::showResults() {
    const ResultBoard& board = boards_[lesson_->id];
    if (board.empty()) {
        asksPrediction() ? view_.timeline()->showPrediction() : view_.timeline()->showEmpty();
        view_.processes()->clear();
        view_.speedup()->clear();
        return;
    }
    view_.timeline()->beginExperiment();
    for (std::size_t i = 0; i < board.forms().size(); ++i) {
        view_.timeline()->showForm(board, i);
    }
    view_.processes()->showBoard(board);
    view_.speedup()->showBoard(board);
    showHeadline();
}

void Session::showHeadline() {
    const ResultBoard& board = boards_[lesson_->id];
    view_.timeline()->setHeadline(headline(board, usableCores_));
    view_.timeline()->setSubtitle(tr("Same work, same scale. Colour is the worker."));
    const QString explanation =
        lesson_->prediction ? QString::fromStdString(lesson_->prediction->explanation) : QString();
    view_.pages()->outcome()->showOutcome(board, progress_.prediction(lessonId()), explanation);
}

void Session::lightTask() {
    for (const Form& form : boards_[lesson_->id].forms()) {
        if (form.running && form.live) {
            view_.pages()->code()->setRunningTask(runningTask(*form.live));
        }
    }
}

void Session::noteRecording() {
    const QString noted = recordingSubject;
    const auto message = recording_ ? messageOf(*recording_) : std::nullopt;
    if (message && !progress_.wasTold(noted)) {
        view_.messages()->post(noted, *message);
        progress_.setTold(noted);
    }
}

void Session::onAnswered() {
    const QuestionsPage* questions = view_.pages()->questions();
    view_.header()->showAnswered(questions->answeredRight(), questions->count());
    if (questions->answeredRight() == questions->count()) {
        progress_.setAnswered(lessonId());
        emit progressChanged();
    }
}

} // namespace manybrains::app
