// What the window remembers of a learner between two starts: how far each lesson has come, and what was predicted.
#pragma once

#include "app/lesson/prediction.h"

#include <QSettings>
#include <QString>

#include <optional>

namespace manybrains::app {

enum class LessonProgress { not_begun, begun, done };

/// Keeps no copy: every call reads or writes the settings, which must outlive this.
class ProgressStore {
public:
    explicit ProgressStore(QSettings& settings) : settings_(settings) {}

    [[nodiscard]] LessonProgress progress(const QString& lesson) const;
    void setRun(const QString& lesson);
    void setAnswered(const QString& lesson);

    /// The prediction is asked once a lesson, also when it was skipped.
    [[nodiscard]] bool wasAsked(const QString& lesson) const;
    [[nodiscard]] std::optional<Prediction> prediction(const QString& lesson) const;
    void setPrediction(const QString& lesson, const Prediction& prediction);
    void setSkipped(const QString& lesson);

    /// Notices that are given once.
    [[nodiscard]] bool wasTold(const QString& notice) const;
    void setTold(const QString& notice);

private:
    [[nodiscard]] static QString key(const QString& lesson, const char* what);

    QSettings& settings_;
};

} // namespace manybrains::app
