#include "core/analyze/invariants.h"

#include "core/analyze/gil.h"
#include "core/analyze/walk.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>

namespace manybrains::analyze {

namespace {

using trace::Slice;
using trace::State;
using trace::Thread;
using trace::Trace;
using trace::Track;
using trace::TrackId;
using trace::TrackKind;

constexpr std::array<std::string_view, 8> breach_codes = {
    "core-shared", "thread-on-two-cores", "core-track-differs", "gap",
    "overlap",     "end-differs",         "gil-shared",         "gil-track-differs"};

/// A thread on a core, or with a GIL, for a while.
struct Stay {
    Time begin;
    Time end;
    TrackId thread = trace::no_track;

    auto operator<=>(const Stay&) const = default;
};
using Stays = std::vector<Stay>;
using StaysByCore = std::map<Core, Stays>;

/// In the order of time; neighbours of the same thread without a gap become one.
void merge(Stays& stays) {
    std::sort(stays.begin(), stays.end());
    Stays merged;
    for (const Stay& stay : stays) {
        if (!merged.empty() && merged.back().thread == stay.thread && merged.back().end == stay.begin) {
            merged.back().end = stay.end;
        } else {
            merged.push_back(stay);
        }
    }
    stays = std::move(merged);
}

void merge(StaysByCore& stays) {
    for (auto& [core, of_core] : stays) {
        merge(of_core);
    }
}

StaysByCore stays_of_threads(const Trace& trace) {
    StaysByCore stays;
    for_each_thread(trace, [&](const Thread& thread, const Track& track) {
        for_each_run(trace, track, [&](const Slice& run) {
            stays[run.thread_detail().core].push_back({run.begin, run.end, thread.track});
        });
    });
    merge(stays);
    return stays;
}

StaysByCore stays_of_cores(const Trace& trace) {
    StaysByCore stays;
    for_each_track(trace, TrackKind::core, [&](const Track& track) {
        for_each_slice(trace, track, [&](const Slice& slice) {
            stays[track.info().core].push_back({slice.begin, slice.end, slice.thread()});
        });
    });
    merge(stays);
    return stays;
}

/// Neighbours in the order of time that overlap.
void add_overlaps(const Stays& stays, Breach breach, std::vector<Violation>& violations) {
    for (std::size_t i = 1; i < stays.size(); ++i) {
        if (stays[i].begin < stays[i - 1].end) {
            violations.push_back({breach, stays[i].thread, stays[i - 1].thread, stays[i].begin,
                                  std::min(stays[i].end, stays[i - 1].end)});
        }
    }
}

void add_differences(const Stays& left, const Stays& right, std::vector<Violation>& violations) {
    Stays different;
    std::set_symmetric_difference(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(different));
    for (const Stay& stay : different) {
        violations.push_back({Breach::core_track_differs, stay.thread, trace::no_track, stay.begin, stay.end});
    }
}

/// Between neighbouring slices of a thread: what must not be there.
void add_seam(const Track& track, const Slice& before, const Slice& after, std::vector<Violation>& violations) {
    if (before.end < after.begin) {
        violations.push_back({Breach::gap, track.id(), trace::no_track, before.end, after.begin});
    } else if (after.begin < before.end) {
        violations.push_back({Breach::overlap, track.id(), trace::no_track, after.begin, before.end});
    }
}

/// The GIL of each process that has one and no more.
std::unordered_map<Pid, const Track*> only_gils(const Trace& trace) {
    std::unordered_map<Pid, std::vector<const Track*>> all;
    for_each_track(trace, TrackKind::gil, [&](const Track& track) { all[track.info().pid].push_back(&track); });
    std::unordered_map<Pid, const Track*> only;
    for (const auto& [pid, tracks] : all) {
        if (tracks.size() == 1) {
            only.emplace(pid, tracks.front());
        }
    }
    return only;
}

/// When the threads of a process ran and held its GIL.
Stays runs_with_gil(const Trace& trace, Pid pid) {
    Stays runs;
    for_each_thread(trace, [&](const Thread& thread, const Track& track) {
        if (thread.pid != pid) {
            return;
        }
        for_each_run(trace, track, [&](const Slice& run) {
            if (run.thread_detail().held_gil) {
                runs.push_back({run.begin, run.end, thread.track});
            }
        });
    });
    merge(runs);
    return runs;
}

/// Is `stay` covered by holds of its thread, without a gap?
bool is_held_throughout(const Track& gil, const Stay& stay) {
    Time covered = stay.begin;
    for (std::size_t i = gil.first_ending_after(stay.begin); i < gil.size() && covered < stay.end; ++i) {
        const Slice hold = gil.slice(i);
        if (covered < hold.begin || hold.thread() != stay.thread) {
            return false;
        }
        covered = hold.end;
    }
    return stay.end <= covered;
}

} // namespace

int invariant(Breach breach) noexcept {
    if (breach <= Breach::core_track_differs) {
        return 1;
    }
    return breach <= Breach::end_differs ? 2 : 4;
}

std::string_view code(Breach breach) noexcept {
    return breach_codes[static_cast<std::size_t>(breach)];
}

std::vector<Violation> check_cores(const Trace& trace) {
    std::vector<Violation> violations;
    const StaysByCore of_threads = stays_of_threads(trace);
    StaysByCore of_cores = stays_of_cores(trace);
    for (const auto& [core, stays] : of_threads) {
        add_overlaps(stays, Breach::core_shared, violations);
        add_differences(stays, of_cores[core], violations);
        of_cores.erase(core);
    }
    for (const auto& [core, stays] : of_cores) {
        add_differences({}, stays, violations);
    }
    for_each_thread(trace, [&](const Thread& thread, const Track& track) {
        Stays runs;
        for_each_run(trace, track, [&](const Slice& run) { runs.push_back({run.begin, run.end, thread.track}); });
        std::sort(runs.begin(), runs.end());
        add_overlaps(runs, Breach::thread_on_two_cores, violations);
    });
    return violations;
}

std::vector<Violation> check_tiling(const Trace& trace) {
    std::vector<Violation> violations;
    for_each_thread(trace, [&](const Thread& thread, const Track& track) {
        std::optional<Slice> previous;
        for_each_slice(trace, track, [&](const Slice& slice) {
            if (previous) {
                add_seam(track, *previous, slice, violations);
            }
            previous = slice;
        });
        const Time last = previous ? previous->end : thread.begin;
        const Time end = time_from_ns(thread.end_ns);
        if (last != end) {
            violations.push_back({Breach::end_differs, track.id(), trace::no_track, last, end});
        }
    });
    return violations;
}

std::vector<Violation> check_gil(const Trace& trace) {
    std::vector<Violation> violations;
    for_each_track(trace, TrackKind::gil, [&](const Track& gil) {
        Stays holds;
        for_each_slice(trace, gil, [&](const Slice& hold) { holds.push_back({hold.begin, hold.end, hold.thread()}); });
        add_overlaps(holds, Breach::gil_shared, violations);
    });
    for (const auto& [pid, gil] : only_gils(trace)) {
        const Stays runs = runs_with_gil(trace, pid);
        add_overlaps(runs, Breach::gil_shared, violations);
        for (const Stay& run : runs) {
            if (!is_held_throughout(*gil, run)) {
                violations.push_back({Breach::gil_track_differs, run.thread, trace::no_track, run.begin, run.end});
            }
        }
    }
    return violations;
}

std::vector<Violation> check_invariants(const Trace& trace) {
    std::vector<Violation> violations = check_tiling(trace);
    const auto append = [&](const std::vector<Violation>& more) {
        violations.insert(violations.end(), more.begin(), more.end());
    };
    append(check_gil(trace));
    if (trace.level() == trace::Level::kernel || trace.level() == trace::Level::schedule) {
        append(check_cores(trace));
    }
    return violations;
}

std::optional<double> share_running_without_gil(const Trace& trace, const Window& window, Duration shortest) {
    const auto processes = processes_with_gil(trace);
    Duration running{0};
    Duration without{0};
    for_each_thread(trace, [&](const Thread& thread, const Track& track) {
        if (!processes.contains(thread.pid)) {
            return;
        }
        for_each_run(trace, track, [&](const Slice& run) {
            const Duration within = overlap(run, window);
            running += within;
            without += !run.thread_detail().held_gil && run.length() >= shortest ? within : Duration::zero();
        });
    });
    if (running == Duration::zero()) {
        return std::nullopt;
    }
    return to_seconds(without) / to_seconds(running);
}

Duration running_time(const Trace& trace, const Thread& thread) {
    const trace::Coverage covered = trace.track(thread.track).coverage(Time::min(), Time::max());
    return Duration(covered[static_cast<std::size_t>(State::running)]);
}

} // namespace manybrains::analyze
