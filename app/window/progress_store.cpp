#include "app/window/progress_store.h"

namespace manybrains::app {

namespace {

constexpr const char* runKey = "run";
constexpr const char* answeredKey = "answered";
constexpr const char* askedKey = "asked";
constexpr const char* predictionKey = "prediction";

} // namespace

QString ProgressStore::key(const QString& lesson, const char* what) {
    return QStringLiteral("lessons/%1/%2").arg(lesson, QLatin1String(what));
}

LessonProgress ProgressStore::progress(const QString& lesson) const {
    const bool run = settings_.value(key(lesson, runKey)).toBool();
    const bool answered = settings_.value(key(lesson, answeredKey)).toBool();
    if (run && answered) {
        return LessonProgress::done;
    }
    return run || answered ? LessonProgress::begun : LessonProgress::not_begun;
}

void ProgressStore::setRun(const QString& lesson) {
    settings_.setValue(key(lesson, runKey), true);
}

void ProgressStore::setAnswered(const QString& lesson) {
    settings_.setValue(key(lesson, answeredKey), true);
}

bool ProgressStore::wasAsked(const QString& lesson) const {
    return settings_.value(key(lesson, askedKey)).toBool();
}

std::optional<Prediction> ProgressStore::prediction(const QString& lesson) const {
    return predictionFromText(settings_.value(key(lesson, predictionKey)).toString());
}

void ProgressStore::setPrediction(const QString& lesson, const Prediction& prediction) {
    settings_.setValue(key(lesson, askedKey), true);
    settings_.setValue(key(lesson, predictionKey), toText(prediction));
}

void ProgressStore::setSkipped(const QString& lesson) {
    settings_.setValue(key(lesson, askedKey), true);
}

bool ProgressStore::wasTold(const QString& notice) const {
    return settings_.value(QStringLiteral("told/") + notice).toBool();
}

void ProgressStore::setTold(const QString& notice) {
    settings_.setValue(QStringLiteral("told/") + notice, true);
}

} // namespace manybrains::app
