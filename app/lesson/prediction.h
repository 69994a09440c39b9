// What a learner guessed before a lesson's first run, and how it compares with what was measured.
#pragma once

#include "core/lesson/lesson.h"

#include <QString>

#include <optional>

namespace manybrains::app {

struct Prediction {
    lesson::Strategy winner = lesson::Strategy::sequential;
    double factor = 1.0; ///< how many times as fast as sequential

    bool operator==(const Prediction&) const = default;
};

/// Kept in settings: "threaded 2.0".
[[nodiscard]] QString toText(const Prediction& prediction);
[[nodiscard]] std::optional<Prediction> predictionFromText(const QString& text);

/// "threads 2.0×", "nothing beats sequential"
[[nodiscard]] QString describe(const Prediction& prediction);

} // namespace manybrains::app
