#include "tests/gui/timeline/sample_traces.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace manybrains::app::samples {

namespace {

using trace::State;
using trace::ThreadDetail;
using trace::TrackId;
using trace::TrackKind;

/// Writes a run on two cores: whatever a thread does goes to its own track and to the core's and the GIL's.
class Writer {
public:
    Writer() : trace_(std::make_shared<trace::Trace>()) {
        trace_->set_origin(origin);
        trace_->set_level(trace::Level::kernel);
        for (int core = 0; core < 2; ++core) {
            cores_.push_back(trace_->add_track({.kind = TrackKind::core, .core = Core{core}}).id());
        }
    }

    /// Adds a process, its GIL and its main thread, which is returned.
    trace::Thread& process(int pid, int parent, const std::string& name) {
        const auto index = static_cast<trace::ProcessId>(trace_->processes().size());
        trace_->add_process(Pid{pid}, Pid{parent}, now_).command = trace_->intern("python3");
        gils_.push_back(trace_->add_track({.kind = TrackKind::gil, .pid = Pid{pid}}).id());
        return thread(index, pid, pid, name);
    }
    trace::Thread& thread(trace::ProcessId process, int pid, int tid, const std::string& name) {
        trace::Thread& thread = trace_->add_thread(process, Pid{pid}, Tid{tid}, now_);
        thread.name = trace_->intern(name);
        return thread;
    }
    void task(const trace::Thread& thread, std::uint32_t index, Time begin, Time end) {
        trace::Track& track =
            trace_->add_track({.kind = TrackKind::task, .pid = thread.pid, .index = index, .name = "count"});
        track.append({begin, end, thread.hue, static_cast<std::uint32_t>(thread.track)});
    }

    void run(const trace::Thread& thread, int core, Time begin, Time end) {
        const auto self = static_cast<std::uint32_t>(thread.track);
        const ThreadDetail detail{.core = Core{core}, .held_gil = true};
        at(thread.track).append({begin, end, static_cast<trace::Key>(State::running), detail.pack()});
        at(cores_[static_cast<std::size_t>(core)]).append({begin, end, thread.hue, self});
        at(gils_[static_cast<std::size_t>(thread.process)]).append({begin, end, thread.hue, self});
    }
    void block(const trace::Thread& thread, State state, Time begin, Time end) {
        at(thread.track).append({begin, end, static_cast<trace::Key>(state), ThreadDetail{}.pack()});
    }
    void advance(Time time) { now_ = time; }

    Sample finish(Time call, Time end) {
        trace_->set_horizon(end + 4ms);
        trace_->count_events(1000, 0);
        trace_->finish();
        return {trace_, {call, end}};
    }
    trace::Track& at(TrackId id) { return trace_->track_for_writing(id); }

private:
    std::shared_ptr<trace::Trace> trace_;
    std::vector<TrackId> cores_;
    std::vector<TrackId> gils_;
    Time now_ = origin;
};

constexpr Time call = origin + startup;

} // namespace

Sample sequential(Duration length) {
    Writer writer;
    trace::Thread& main = writer.process(4711, 4700, "main");
    const Time end = call + length;
    writer.run(main, 1, origin, end + 3ms);
    writer.task(main, 0, call + 40us, call + length / 2);
    writer.task(main, 1, call + length / 2, end - 20us);
    return writer.finish(call, end);
}

Sample threaded(Duration length) {
    Writer writer;
    std::mt19937 random(7);
    trace::Thread& main = writer.process(4718, 4700, "main");
    const Time end = call + length;
    const Time start = call + 180us;
    writer.run(main, 0, origin, start);
    writer.advance(start);
    trace::Thread* workers[] = {&writer.thread(trace::ProcessId{0}, 4718, 4719, "worker-1"),
                                &writer.thread(trace::ProcessId{0}, 4718, 4720, "worker-2")};
    writer.block(main, State::join, start, end - 100us);
    writer.task(*workers[0], 0, start, end - 5ms);
    writer.task(*workers[1], 1, start, end - 100us);
    std::size_t turn = 0;
    Time from = start;
    while (from < end - 100us) {
        const Duration slice = 5ms + Duration(random() % 400'000);
        const Time to = std::min(from + slice, end - 100us);
        writer.run(*workers[turn], random() % 3 == 0 ? 0 : 1, from, to);
        writer.block(*workers[1 - turn], State::gil_wait, from, to);
        turn = 1 - turn;
        from = to;
    }
    writer.run(main, 1, end - 100us, end + 3ms);
    return writer.finish(call, end);
}

Sample async(Duration length) {
    Writer writer;
    trace::Thread& main = writer.process(4722, 4700, "main");
    const Time end = call + length;
    writer.run(main, 0, origin, end + 3ms);
    writer.task(main, 0, call + 300us, call + length / 2);
    writer.task(main, 1, call + length / 2, end - 200us);
    return writer.finish(call, end);
}

Sample multiprocess(Duration length) {
    Writer writer;
    trace::Thread& main = writer.process(4727, 4700, "main");
    const Time end = call + length;
    writer.run(main, 0, origin, call + 12ms);
    writer.advance(call + 6ms);
    trace::Thread& first = writer.process(4728, 4727, "worker-1");
    trace::Thread& second = writer.process(4729, 4727, "worker-2");
    writer.block(main, State::child, call + 12ms, end - 1ms);
    writer.run(second, 1, call + 14ms, end - 8ms);
    writer.run(first, 0, call + 20ms, end - 2ms);
    writer.task(first, 0, call + 22ms, end - 3ms);
    writer.task(second, 1, call + 16ms, end - 9ms);
    writer.run(main, 1, end - 1ms, end + 3ms);
    return writer.finish(call, end);
}

Sample every_state() {
    Writer writer;
    trace::Thread& main = writer.process(4731, 4700, "main");
    trace::Thread& worker = writer.thread(trace::ProcessId{0}, 4731, 4732, "worker-1");
    writer.run(main, 0, origin, call);
    Time from = call;
    for (std::size_t i = 0; i < trace::state_count; ++i, from += 10ms) {
        const auto state = static_cast<State>(i);
        if (state == State::running) {
            writer.run(worker, 1, from, from + 10ms);
        } else {
            writer.block(worker, state, from, from + 10ms);
        }
    }
    writer.block(main, State::join, call, from);
    return writer.finish(call, from);
}

void fill_randomly(trace::Track& track, Duration length, std::size_t slices, unsigned keys, std::uint32_t seed) {
    std::mt19937 random(seed);
    const double mean = static_cast<double>(length.count()) / static_cast<double>(slices);
    std::exponential_distribution<double> span(1.0 / mean);
    Time from = origin;
    for (std::size_t i = 0; i < slices; ++i) {
        const Time to = from + Duration(1 + static_cast<std::int64_t>(span(random) * 0.8));
        track.append({from, to, static_cast<trace::Key>(random() % keys), 0});
        from = to + Duration(static_cast<std::int64_t>(random() % 3 == 0 ? span(random) * 0.6 : 0.0));
    }
}

} // namespace manybrains::app::samples
