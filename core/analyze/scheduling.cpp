#include "core/analyze/scheduling.h"

#include "core/analyze/walk.h"

#include <optional>

namespace manybrains::analyze {

namespace {

using trace::Slice;
using trace::State;

/// A running slice may be followed by another of the same stay on the core: the GIL was taken or dropped in between.
bool continues(const Slice& before, const Slice& after) {
    return after.state() == State::running && after.begin == before.end &&
           after.thread_detail().core == before.thread_detail().core;
}

bool is_migration(const Slice& before, const Slice& after) {
    const Core from = before.thread_detail().core;
    const Core to = after.thread_detail().core;
    return from.known() && to.known() && from != to;
}

void count(const trace::Trace& trace, const trace::Track& track, const Window& window, Scheduling& scheduling) {
    std::optional<Slice> previous;
    std::optional<Slice> last_run;
    for_each_slice(trace, track, [&](const Slice& slice) {
        const bool left_core = previous && previous->state() == State::running && !continues(*previous, slice);
        if (left_core && contains(window, previous->end)) {
            ++scheduling.context_switches;
        }
        if (slice.state() == State::running) {
            if (last_run && is_migration(*last_run, slice) && contains(window, slice.begin)) {
                ++scheduling.migrations;
            }
            last_run = slice;
        }
        previous = slice;
    });
}

} // namespace

Scheduling scheduling_of(const trace::Trace& trace, const Window& window) {
    Scheduling scheduling;
    for_each_thread(trace,
                    [&](const trace::Thread&, const trace::Track& track) { count(trace, track, window, scheduling); });
    return scheduling;
}

} // namespace manybrains::analyze
