#include "core/analyze/figures.h"

#include "core/analyze/gil.h"
#include "core/analyze/memory.h"
#include "core/analyze/scheduling.h"
#include "core/analyze/walk.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <unordered_set>

namespace manybrains::analyze {

namespace {

using trace::State;
using trace::Thread;
using trace::Trace;
using trace::Track;
using trace::TrackId;
using trace::TrackKind;

struct Tasks {
    std::optional<Window> span;          ///< first start to last end
    std::unordered_set<TrackId> threads; ///< that ran one
};

Tasks tasks_of(const Trace& trace) {
    Tasks tasks;
    for_each_track(trace, TrackKind::task, [&](const Track& track) {
        for_each_slice(trace, track, [&](const trace::Slice& slice) {
            Window& span = tasks.span ? *tasks.span : tasks.span.emplace(Window{slice.begin, slice.end});
            span.begin = std::min(span.begin, slice.begin);
            span.end = std::max(span.end, slice.end);
            tasks.threads.insert(slice.thread());
        });
    });
    return tasks;
}

std::array<double, trace::state_count> to_seconds_by_state(const trace::Coverage& covered) {
    std::array<double, trace::state_count> seconds{};
    for (std::size_t state = 0; state < trace::state_count; ++state) {
        seconds[state] = to_seconds(Duration(covered[state]));
    }
    return seconds;
}

/// Track::coverage() of the window, with what is open.
trace::Coverage coverage(const Trace& trace, const Track& track, const Window& window) {
    const Time horizon = trace.horizon();
    trace::Coverage covered = track.coverage(window.begin, window.end);
    if (auto open = track.open()) {
        open->end = std::max(open->begin, horizon);
        covered[open->key] += overlap(*open, window).count();
    }
    return covered;
}

void add(trace::Coverage& sum, const trace::Coverage& covered) {
    std::transform(sum.begin(), sum.end(), covered.begin(), sum.begin(), std::plus<>());
}

double seconds_in(const trace::Coverage& covered, State state) {
    return to_seconds(Duration(covered[static_cast<std::size_t>(state)]));
}

/// Times by state: of all threads and of the workers among them.
void add_times(const Trace& trace, const Window& window, const Tasks& tasks, Figures& figures) {
    trace::Coverage of_all{};
    trace::Coverage of_workers{};
    for_each_thread(trace, [&](const Thread& thread, const Track& track) {
        const trace::Coverage covered = coverage(trace, track, window);
        add(of_all, covered);
        if (tasks.threads.empty() || tasks.threads.contains(thread.track)) {
            add(of_workers, covered);
        }
    });
    figures.time_by_state = to_seconds_by_state(of_workers);
    figures.cpu_s = seconds_in(of_all, State::running);
    if (window.begin < window.end) {
        figures.parallelism = *figures.cpu_s / to_seconds(window.end - window.begin);
    }
    if (trace.gil_seen()) {
        figures.gil_wait_s = seconds_in(of_all, State::gil_wait);
    }
}

/// Of processes or threads.
template <typename Lives>
std::uint64_t alive_within(const Lives& lives, const Window& window) {
    std::uint64_t alive = 0;
    for (std::size_t i = 0, count = lives.size(); i < count; ++i) {
        const std::int64_t end = lives[i]->end_ns;
        const bool ended_before = end != 0 && time_from_ns(end) <= window.begin;
        alive += lives[i]->begin < window.end && !ended_before ? 1 : 0;
    }
    return alive;
}

} // namespace

Figures figures(const Trace& trace, const Window& window) {
    Figures figures;
    const trace::Level level = trace.level();
    if (level == trace::Level::none) {
        return figures;
    }
    const Tasks tasks = tasks_of(trace);
    if (tasks.span) {
        figures.tasks_s = to_seconds(tasks.span->end - tasks.span->begin);
    }
    add_times(trace, window, tasks, figures);
    figures.processes = alive_within(trace.processes(), window);
    figures.threads = alive_within(trace.threads(), window);
    if (level == trace::Level::kernel || level == trace::Level::schedule) {
        const Scheduling scheduling = scheduling_of(trace, window);
        figures.context_switches = scheduling.context_switches;
        figures.migrations = scheduling.migrations;
    }
    if (trace.gil_seen()) {
        figures.gil_handoffs = gil_handoffs(trace, window);
    }
    if (trace.gil_seen() && level == trace::Level::kernel) {
        figures.running_without_gil_s = to_seconds(running_without_gil(trace, window));
    }
    figures.peak_pss_bytes = peak_pss(trace);
    return figures;
}

} // namespace manybrains::analyze
