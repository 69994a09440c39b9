// Which threads ran their tasks one inside or after the other, and which took turns between them (async): slices that
// cross cannot share a track in the file.
#pragma once

#include "core/trace/trace.h"

#include <unordered_set>

namespace manybrains::io {

/// Tracks of the threads on which slices of two tasks cross: one begins inside the other and ends after it.
[[nodiscard]] std::unordered_set<trace::TrackId> threads_with_crossing_tasks(const trace::Trace& trace);

} // namespace manybrains::io
