// The words beside a run's rows: its processes, its threads, what is said about the recording.
#pragma once

#include "app/timeline/timeline_run.h"

#include <QString>
#include <QStringList>

namespace manybrains::app {

/// "pid 4718 · 3 threads", "pids 4727 4728 4729", "pids 4727 4728 … · 64 processes"
[[nodiscard]] QString processesText(const trace::Trace& trace);

/// Its own name; "main" or its number where it has none.
[[nodiscard]] QString threadName(const trace::Trace& trace, const trace::Thread& thread);

/// "worker-1 · pid 4718 · tid 4720"
[[nodiscard]] QString threadText(const trace::Trace& trace, const trace::Thread& thread);

/// "core 0, core 1", "cores 0 to 7"; empty where no core is known.
[[nodiscard]] QString coresText(const trace::Trace& trace);

/// What the reader must know to trust the picture: the level where it is not exact, and what was lost.
[[nodiscard]] QStringList notesOf(const std::vector<TimelineRun>& runs);

/// A run in a sentence, for those who do not see it: "Threads: 1.62 s, 0.99×, pid 4718 · 3 threads."
[[nodiscard]] QString spokenText(const TimelineRun& run);

} // namespace manybrains::app
