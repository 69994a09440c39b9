#include "core/io/chrome_trace.h"

#include "core/io/event_writer.h"
#include "core/io/json_text.h"
#include "core/io/json_values.h"
#include "core/io/trace_tasks.h"
#include "core/trace/call.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace manybrains::io {

namespace {

namespace json = boost::json;
using trace::Instant;
using trace::InstantKind;
using trace::Slice;
using trace::State;
using trace::Thread;
using trace::Trace;
using trace::Track;
using trace::TrackId;
using trace::TrackKind;

/// No real pid or tid reaches it (the kernel's PID_MAX_LIMIT).
constexpr std::int64_t first_synthetic = std::int64_t{1} << 22;
constexpr std::int64_t cores_pid = first_synthetic;

/// The file's track for what a real thread cannot hold: states and GILs.
std::int64_t synthetic_tid(TrackId track) {
    return first_synthetic + 1 + static_cast<std::int64_t>(track);
}

std::string thread_name(const Trace& trace, const Thread& thread) {
    const std::string_view name = trace.name(thread.name);
    return name.empty() ? fmt::format("thread {}", thread.tid.value) : std::string(name);
}

/// Writes one trace; its parts are the categories of the file.
class TraceWriter {
public:
    TraceWriter(const Trace& trace, ReplacingFile& file)
        : trace_(trace), events_(file, trace.origin()), crossing_(threads_with_crossing_tasks(trace)) {
        for (std::size_t i = 0; i < trace_.threads().size(); ++i) {
            const Thread& thread = *trace_.threads()[i];
            quoted_names_[thread.track] = json_string(thread_name(trace_, thread));
        }
    }

    [[nodiscard]] Result<void> write(std::string_view other_data) {
        write_processes();
        write_threads();
        write_tracks();
        write_instants();
        write_flows();
        write_memory();
        return events_.finish(other_data);
    }

private:
    void write_processes();
    void write_threads();
    void write_tracks();
    void write_core(const Track& track);
    void write_states(const Track& track);
    void write_gil(const Track& track);
    void write_task(const Track& track);
    void write_instants();
    void write_mark(const Instant& instant);
    void write_flows();
    void write_memory();

    void name_thread(Place place, std::string_view quoted_name, std::int64_t sort_index);
    [[nodiscard]] std::string state_args(const Slice& slice, bool is_first, Pid pid, Tid tid) const;
    /// The real thread; the track's process alone where it is not known.
    [[nodiscard]] Place real_place(TrackId thread, const Track& track) const;

    const Trace& trace_;
    EventWriter events_;
    std::unordered_set<TrackId> crossing_;
    std::unordered_map<TrackId, std::string> quoted_names_; ///< of threads
    std::unordered_set<Pid> with_gil_;
};

template <typename Visit>
void for_each_slice(const Track& track, Visit&& visit) {
    for (std::size_t i = 0, count = track.size(); i < count; ++i) {
        visit(track.slice(i));
    }
}

void TraceWriter::name_thread(Place place, std::string_view quoted_name, std::int64_t sort_index) {
    events_.metadata(R"("thread_name")", place, fmt::format(R"("name":{})", quoted_name));
    events_.metadata(R"("thread_sort_index")", place, fmt::format(R"("sort_index":{})", sort_index));
}

void TraceWriter::write_processes() {
    events_.metadata(R"("process_name")", {cores_pid, 0}, R"("name":"Cores")");
    for (std::size_t i = 0; i < trace_.processes().size(); ++i) {
        const trace::Process& process = *trace_.processes()[i];
        const std::string command = json_string(trace_.name(process.command));
        events_.metadata(R"("process_name")", {process.pid.value, process.pid.value},
                         fmt::format(R"("name":{0},"ppid":{1},"command":{0})", command, process.parent.value));
    }
}

void TraceWriter::write_threads() {
    // Each thread's states right below what it did.
    for (std::size_t i = 0; i < trace_.threads().size(); ++i) {
        const Thread& thread = *trace_.threads()[i];
        const auto sort_index = static_cast<std::int64_t>(2 * i + 1);
        name_thread({thread.pid.value, thread.tid.value}, quoted_names_[thread.track], sort_index);
        name_thread({thread.pid.value, synthetic_tid(thread.track)},
                    json_string(thread_name(trace_, thread) + " state"), sort_index + 1);
    }
}

void TraceWriter::write_tracks() {
    const std::size_t count = trace_.track_count();
    for (std::size_t i = 0; i < count; ++i) {
        const trace::TrackInfo& info = trace_.track(static_cast<TrackId>(i)).info();
        if (info.kind == TrackKind::gil) {
            with_gil_.insert(info.pid);
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        const Track& track = trace_.track(static_cast<TrackId>(i));
        switch (track.info().kind) {
        case TrackKind::core:
            write_core(track);
            break;
        case TrackKind::gil:
            write_gil(track);
            break;
        case TrackKind::thread:
            write_states(track);
            break;
        case TrackKind::task:
            write_task(track);
            break;
        }
    }
}

void TraceWriter::write_core(const Track& track) {
    const std::int32_t core = track.info().core.value;
    const Place place{cores_pid, core};
    name_thread(place, fmt::format(R"("core {}")", core), core);
    for_each_slice(track, [&](const Slice& slice) {
        if (const Thread* thread = trace_.thread_of(slice.thread())) {
            events_.complete("core", quoted_names_[thread->track], place, slice.begin, slice.end,
                             fmt::format(R"("pid":{},"tid":{})", thread->pid.value, thread->tid.value));
        }
    });
}

void TraceWriter::write_states(const Track& track) {
    const trace::TrackInfo& info = track.info();
    const Place place{info.pid.value, synthetic_tid(track.id())};
    bool is_first = true;
    for_each_slice(track, [&](const Slice& slice) {
        const std::string name = fmt::format(R"("{}")", trace::code(slice.state()));
        events_.complete("state", name, place, slice.begin, slice.end, state_args(slice, is_first, info.pid, info.tid));
        is_first = false;
    });
}

std::string TraceWriter::state_args(const Slice& slice, bool is_first, Pid pid, Tid tid) const {
    const trace::ThreadDetail detail = slice.thread_detail();
    std::string args = fmt::format(R"("tid":{})", tid.value);
    if (slice.state() != State::running && !is_first && !detail.sampled) {
        args += fmt::format(R"(,"reason":"{}")", detail.preempted ? "preempted" : "blocked");
    }
    if (const std::string_view call = trace::call_code(detail.call); !call.empty()) {
        args += fmt::format(R"(,"call":"{}")", call);
    }
    if (slice.state() == State::running && with_gil_.contains(pid)) {
        args += fmt::format(R"(,"gil":{})", detail.held_gil);
    }
    if (detail.sampled) {
        args += R"(,"sampled":true)";
    }
    return args;
}

void TraceWriter::write_gil(const Track& track) {
    const Place place{track.info().pid.value, synthetic_tid(track.id())};
    name_thread(place, R"("GIL")", 0);
    for_each_slice(track, [&](const Slice& slice) {
        events_.complete("gil", R"("held")", place, slice.begin, slice.end,
                         fmt::format(R"("tid":{})", real_place(slice.thread(), track).tid));
    });
}

void TraceWriter::write_task(const Track& track) {
    const std::string name = json_string(track.info().name);
    const std::string id = fmt::format(R"("task {}")", static_cast<std::uint32_t>(track.id()));
    const std::string args = fmt::format(R"("index":{})", track.info().index);
    for_each_slice(track, [&](const Slice& slice) {
        const Place place = real_place(slice.thread(), track);
        if (crossing_.contains(slice.thread())) {
            events_.half('b', "task", name, id, place, slice.begin, args);
            events_.half('e', "task", name, id, place, slice.end, "");
        } else {
            events_.complete("task", name, place, slice.begin, slice.end, args);
        }
    });
}

Place TraceWriter::real_place(TrackId thread, const Track& track) const {
    if (const Thread* known = trace_.thread_of(thread)) {
        return {known->pid.value, known->tid.value};
    }
    return {track.info().pid.value, track.info().pid.value};
}

void TraceWriter::write_instants() {
    for (std::size_t i = 0; i < trace_.instants().size(); ++i) {
        const Instant& instant = trace_.instants()[i];
        if (instant.kind != InstantKind::gil_request) {
            write_mark(instant);
            continue;
        }
        const Track& gil = trace_.track(instant.track);
        events_.instant("gil", R"("request")", {gil.info().pid.value, synthetic_tid(gil.id())}, instant.time, 't',
                        fmt::format(R"("tid":{})", real_place(instant.thread, gil).tid));
    }
}

void TraceWriter::write_mark(const Instant& instant) {
    const char* name = nullptr;
    switch (instant.kind) {
    case InstantKind::process_start:
        name = R"("process start")";
        break;
    case InstantKind::process_exit:
        name = R"("process exit")";
        break;
    case InstantKind::contained:
        name = R"("stopped at a cap")";
        break;
    case InstantKind::gil_request: // an event of the GIL's own
    case InstantKind::gil_handoff: // the slices tell it: the holder changes
        return;
    }
    const bool is_somewhere = static_cast<std::size_t>(instant.track) < trace_.track_count();
    const Place place = is_somewhere ? real_place(instant.track, trace_.track(instant.track)) : Place{cores_pid, 0};
    events_.instant("mark", name, place, instant.time, is_somewhere ? 'p' : 'g', "");
}

void TraceWriter::write_flows() {
    for (std::size_t i = 0; i < trace_.flows().size(); ++i) {
        const trace::Flow& flow = trace_.flows()[i];
        const std::string channel = json_string(trace_.name(flow.channel));
        const std::string id = fmt::format(R"("message {}")", flow.id);
        const std::string args = fmt::format(R"("bytes":{})", flow.bytes);
        const Place from = real_place(flow.from, trace_.track(flow.from));
        const Place to = real_place(flow.to, trace_.track(flow.to));
        events_.complete("message", channel, from, flow.sent, flow.sent, args);
        events_.half('s', "message", channel, id, from, flow.sent, "");
        events_.complete("message", channel, to, flow.received, flow.received, args);
        events_.half('f', "message", channel, id, to, flow.received, "");
    }
}

void TraceWriter::write_memory() {
    for (std::size_t i = 0; i < trace_.memory().size(); ++i) {
        const trace::MemorySample& sample = trace_.memory()[i];
        const std::int64_t pid = trace_.processes()[static_cast<std::size_t>(sample.process)]->pid.value;
        events_.counter("memory", R"("pss")", {pid, pid}, sample.time, fmt::format(R"("bytes":{})", sample.pss));
        events_.counter("memory", R"("rss")", {pid, pid}, sample.time, fmt::format(R"("bytes":{})", sample.rss));
    }
}

json::value plan_json(const TracePlan& plan) {
    if (plan.lesson.empty()) {
        return {};
    }
    return json::object{{"lesson", plan.lesson},
                        {"engine", plan.engine},
                        {"interpreter", text_or_null(plan.interpreter)},
                        {"version", plan.version},
                        {"strategy", plan.strategy},
                        {"variant", plan.variant},
                        {"workers", plan.workers},
                        {"parameters", to_json(plan.parameters)},
                        {"repeat", plan.repeat}};
}

json::value microseconds(const std::optional<Time>& time, Time origin) {
    return time ? json::value(static_cast<double>((*time - origin).count()) / 1e3) : json::value();
}

std::string other_data(const Trace& trace, const TraceDescription& description) {
    json::array command_line(description.command_line.begin(), description.command_line.end());
    return pretty(json::object{{"schema", trace_schema},
                               {"machine", to_json(description.machine)},
                               {"recording", trace::code(trace.level())},
                               {"events", trace.events()},
                               {"events_lost", trace.events_lost()},
                               {"plan", plan_json(description.plan)},
                               {"command_line", std::move(command_line)},
                               {"call_ts", microseconds(description.called, trace.origin())},
                               {"return_ts", microseconds(description.returned, trace.origin())}});
}

} // namespace

Result<void> write_chrome_trace(const Trace& trace, const TraceDescription& description,
                                const std::filesystem::path& path) {
    auto file = ReplacingFile::create(path);
    if (!file) {
        return file.error();
    }
    if (auto written = TraceWriter(trace, *file).write(other_data(trace, description)); !written) {
        return written;
    }
    return file->commit();
}

} // namespace manybrains::io
