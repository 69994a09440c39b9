// The window's words for the core's codes. The core speaks in codes and figures; everything a learner reads about them
// is said here, once, and can be translated.
#pragma once

#include "core/lesson/lesson.h"
#include "core/run/engine.h"
#include "core/run/outcome.h"
#include "core/trace/level.h"
#include "core/trace/state.h"

#include <QString>

#include <cstdint>

namespace manybrains::app {

/// "Threads"
[[nodiscard]] QString strategyName(lesson::Strategy strategy);
/// The same inside a sentence: "threads"
[[nodiscard]] QString strategyWord(lesson::Strategy strategy);
[[nodiscard]] QString difficultyName(lesson::Difficulty level);
/// "running", "GIL wait"
[[nodiscard]] QString stateName(trace::State state);
/// "crashed"
[[nodiscard]] QString outcomeWord(run::Outcome outcome);

/// "exact recording", for the chip in the header.
[[nodiscard]] QString levelName(trace::Level level);
/// What is exact at this level and what is not, in a sentence.
[[nodiscard]] QString levelExplanation(trace::Level level);

/// "CPython 3.11 · GIL", "C++", "C++ with a GIL"
[[nodiscard]] QString engineName(const run::EngineInfo& engine);

/// "1.94×"
[[nodiscard]] QString factorText(double factor);
/// "1.62 s", "12.3 ms"
[[nodiscard]] QString secondsText(double seconds);
/// "8.1 MiB"
[[nodiscard]] QString bytesText(std::uint64_t bytes);

} // namespace manybrains::app
