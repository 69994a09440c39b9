// Which of a lesson's task functions is being executed at this moment.
#pragma once

#include "core/trace/trace.h"

#include <QString>

namespace manybrains::app {

/// The name of a task that has begun and not yet ended, or empty.
[[nodiscard]] QString runningTask(const trace::Trace& trace);

} // namespace manybrains::app
