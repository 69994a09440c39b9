// Builds traces by hand for tests: times in milliseconds, threads by number.
#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace manybrains::trace {

[[nodiscard]] inline Time at_ms(std::int64_t milliseconds) {
    return Time(std::chrono::milliseconds(milliseconds));
}

class TraceBuilder {
public:
    explicit TraceBuilder(Level level = Level::kernel) { trace_.set_level(level); }

    ProcessId process(int pid, std::int64_t begin, std::int64_t end = 0) {
        Process& process = trace_.add_process({pid}, {1}, at_ms(begin));
        process.end_ns = to_ns(at_ms(end));
        const auto id = static_cast<ProcessId>(trace_.processes().size() - 1);
        processes_[pid] = id;
        return id;
    }

    TrackId thread(int pid, int tid, std::int64_t begin, std::int64_t end = 0) {
        Thread& thread = trace_.add_thread(processes_.at(pid), {pid}, {tid}, at_ms(begin));
        thread.end_ns = to_ns(at_ms(end));
        return thread.track;
    }

    TrackId gil(int pid) { return trace_.add_track({.kind = TrackKind::gil, .pid = {pid}}).id(); }

    TrackId task(int pid, std::uint32_t index, std::string name = "count") {
        return trace_.add_track({.kind = TrackKind::task, .pid = {pid}, .index = index, .name = std::move(name)}).id();
    }

    TrackId core(int number) { return trace_.add_track({.kind = TrackKind::core, .core = {number}}).id(); }

    TraceBuilder& runs(TrackId thread, std::int64_t begin, std::int64_t end, int core, bool held_gil = false) {
        ThreadDetail detail;
        detail.core = {core};
        detail.held_gil = held_gil;
        return slice(thread, begin, end, static_cast<Key>(State::running), detail.pack());
    }

    TraceBuilder& waits(TrackId thread, std::int64_t begin, std::int64_t end, State state) {
        return slice(thread, begin, end, static_cast<Key>(state), ThreadDetail{}.pack());
    }

    /// On a core, GIL or task track: `thread` is there.
    TraceBuilder& stays(TrackId track, std::int64_t begin, std::int64_t end, TrackId thread) {
        return slice(track, begin, end, trace_.thread_of(thread)->hue, static_cast<std::uint32_t>(thread));
    }

    TraceBuilder& memory(ProcessId process, std::int64_t time, std::uint64_t pss) {
        trace_.add(MemorySample{at_ms(time), process, pss, pss});
        return *this;
    }

    [[nodiscard]] Trace& trace() noexcept { return trace_; }

private:
    TraceBuilder& slice(TrackId track, std::int64_t begin, std::int64_t end, Key key, std::uint32_t detail) {
        trace_.track_for_writing(track).append({at_ms(begin), at_ms(end), key, detail});
        return *this;
    }

    Trace trace_;
    std::map<int, ProcessId> processes_;
};

} // namespace manybrains::trace
