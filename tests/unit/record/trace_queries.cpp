#include "tests/unit/record/trace_queries.h"

#include "core/analyze/invariants.h"

#include <fmt/format.h>

#include <algorithm>

namespace manybrains::record::testing {

Duration time_in(const trace::Trace& trace, const trace::Thread& thread, trace::State state) {
    const trace::Coverage covered = trace.track(thread.track).covered_until(Time::max());
    return Duration(covered[static_cast<std::size_t>(state)]);
}

Duration time_in(const trace::Trace& trace, trace::State state) {
    Duration sum{};
    for (std::size_t i = 0; i < trace.threads().size(); ++i) {
        sum += time_in(trace, *trace.threads()[i], state);
    }
    return sum;
}

const trace::Thread* thread_with(const trace::Trace& trace, Tid tid) {
    for (std::size_t i = 0; i < trace.threads().size(); ++i) {
        if (trace.threads()[i]->tid == tid) {
            return trace.threads()[i].get();
        }
    }
    return nullptr;
}

std::size_t count_instants(const trace::Trace& trace, trace::InstantKind kind) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < trace.instants().size(); ++i) {
        count += trace.instants()[i].kind == kind ? 1 : 0;
    }
    return count;
}

std::vector<const trace::Track*> tracks_of(const trace::Trace& trace, trace::TrackKind kind) {
    std::vector<const trace::Track*> found;
    for (std::size_t i = 0; i < trace.track_count(); ++i) {
        const trace::Track& track = trace.track(static_cast<trace::TrackId>(i));
        if (track.info().kind == kind) {
            found.push_back(&track);
        }
    }
    return found;
}

std::string violations(const trace::Trace& trace) {
    const std::vector<analyze::Violation> found = analyze::check_invariants(trace);
    std::string text = found.empty() ? "" : fmt::format("{} in all; the first:", found.size());
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 5); ++i) {
        const analyze::Violation& violation = found[i];
        text +=
            fmt::format(" {} on track {} (other {}) from {} to {};", analyze::code(violation.breach),
                        static_cast<std::int32_t>(violation.track), static_cast<std::int32_t>(violation.other),
                        to_ns(violation.begin) - to_ns(trace.origin()), to_ns(violation.end) - to_ns(trace.origin()));
    }
    return text;
}

} // namespace manybrains::record::testing
