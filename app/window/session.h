// The learner's way through one lesson after another: read, predict, run, see, compare. Decides what the LessonView
// shows; runs through the RunController.
#pragma once

#include "app/results/result_board.h"
#include "app/window/run_controller.h"
#include "core/lesson/loader.h"
#include "core/record/recorder.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace manybrains::app {

class LessonView;
class ProgressStore;
struct Prediction;

class Session : public QObject {
    Q_OBJECT
public:
    Session(LessonView& view, ProgressStore& progress, QObject* parent = nullptr);

    void setInstallation(const experiment::Installation& installation);
    void setCourse(std::shared_ptr<const lesson::Course> course);
    void setMachine(const record::Availability& recording, int usableCores);

    void open(const QString& lesson);
    void openBroken(const QString& lesson);
    /// Runs, or asks for the prediction first where it was not asked yet.
    void requestRun();
    void cancel();
    /// Runs without asking.
    void run();

    [[nodiscard]] bool running() const noexcept { return running_; }
    /// Of the lesson that is open; there must be one.
    [[nodiscard]] const ResultBoard& board() const { return boards_.at(lesson_->id); }
    [[nodiscard]] const lesson::Lesson* lesson() const noexcept { return lesson_; }

signals:
    void progressChanged();
    void runFinished();

private:
    void connectView();
    void connectController();
    void onBegan(const BegunRun& run);
    void onEnded(const experiment::RunRecord& record);
    void onFinished();
    void onFailed(const Error& error);
    void onPredicted(const Prediction& prediction);
    void onAnswered();
    void stopShowing();
    void showResults();
    void showHeadline();
    void lightTask();
    void noteRecording();
    [[nodiscard]] bool asksPrediction() const;
    [[nodiscard]] QString lessonId() const;

    LessonView& view_;
    ProgressStore& progress_;
    std::optional<experiment::Installation> installation_;
    std::shared_ptr<const lesson::Course> course_;
    std::optional<record::Availability> recording_;
    int usableCores_ = 1;
    const lesson::Lesson* lesson_ = nullptr;    ///< in course_
    std::map<std::string, ResultBoard> boards_; ///< the last results of each lesson
    QTimer light_;
    bool running_ = false;
    RunController* controller_;
};

} // namespace manybrains::app
