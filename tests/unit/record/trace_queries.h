// Questions that tests ask of a finished trace.
#pragma once

#include "core/trace/trace.h"

#include <cstddef>
#include <string>
#include <vector>

namespace manybrains::record::testing {

/// Time per state over the thread's life.
[[nodiscard]] Duration time_in(const trace::Trace& trace, const trace::Thread& thread, trace::State state);
[[nodiscard]] Duration time_in(const trace::Trace& trace, trace::State state);

/// The thread of this number, or null.
[[nodiscard]] const trace::Thread* thread_with(const trace::Trace& trace, Tid tid);

[[nodiscard]] std::size_t count_instants(const trace::Trace& trace, trace::InstantKind kind);
[[nodiscard]] std::vector<const trace::Track*> tracks_of(const trace::Trace& trace, trace::TrackKind kind);

/// Invariants 1, 2 and 4 of recording.md; an empty text when they hold.
[[nodiscard]] std::string violations(const trace::Trace& trace);

} // namespace manybrains::record::testing
