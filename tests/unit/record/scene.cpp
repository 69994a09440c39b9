#include "tests/unit/record/scene.h"

#include "tests/unit/record/trace_queries.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace manybrains::record::testing {

namespace {

constexpr std::array cores = {Core{0}, Core{1}};

std::int64_t from_origin(Time time) {
    return to_ns(time) - Scene::origin;
}

void add(std::string& text, const std::string& part) {
    text += (text.empty() ? "" : ", ") + part;
}

std::string interval(const trace::Slice& slice) {
    return fmt::format("{}-{}", from_origin(slice.begin), from_origin(slice.end));
}

} // namespace

Scene::Scene(Evidence schedule)
    : sweep(trace, cores, schedule,
            {.command_line = [this](Pid pid) { return commands[pid.value]; },
             .thread_name = [](Pid, Tid) { return std::string(); },
             .descriptor_meaning =
                 [this](Pid, int number, Time) {
                     const auto found = descriptors.find(number);
                     return found == descriptors.end() ? std::nullopt : std::optional(found->second);
                 },
             .task_name = [this](std::uint32_t number) { return task_names[number]; }}) {
    trace.set_origin(time_from_ns(origin));
    pid_of_[root] = root;
    sweep.begin(Pid{root}, time_from_ns(origin));
}

void Scene::thread(std::int64_t time, int tid, int creator) {
    pid_of_[tid] = pid_of_[creator];
    give(time, tid, 0, Forked{Pid{pid_of_[creator]}, Tid{creator}});
}

void Scene::process(std::int64_t time, int pid, int parent, int forker) {
    pid_of_[pid] = pid;
    give(time, pid, 0, Forked{Pid{parent}, Tid{forker}});
}

void Scene::exec(std::int64_t time, int tid, int core, const std::string& name) {
    Renamed renamed{{}, true};
    name.copy(renamed.name.data(), renamed.name.size() - 1);
    give(time, tid, core, renamed);
}

void Scene::rename(std::int64_t time, int tid, const std::string& name) {
    Renamed renamed;
    name.copy(renamed.name.data(), renamed.name.size() - 1);
    give(time, tid, 0, renamed);
}

void Scene::call(std::int64_t time, int tid, probe::Call call, int descriptor) {
    probe(time, tid,
          {.kind = probe::Kind::call_begin, .call = call, .argument = static_cast<std::uint64_t>(descriptor)}, 0);
}

void Scene::returned(std::int64_t time, int tid, probe::Call call, probe::Descriptor descriptor, bool timed_out) {
    probe(time, tid, {.kind = probe::Kind::call_end, .call = call, .descriptor = descriptor, .timed_out = timed_out},
          0);
}

void Scene::signal(std::int64_t time, int tid, std::uint64_t offset) {
    probe(time, tid, said(probe::Kind::cond_signal, offset));
}

void Scene::sample(std::int64_t time, int tid, int core, bool runnable, std::int64_t executed) {
    give(time, tid, core, Sampled{runnable, Duration(executed)});
}

void Scene::samples_complete(std::int64_t time) {
    sweep.handle({time_from_ns(origin + time), Pid{}, Tid{}, Core{}, SamplesComplete{}});
}

void Scene::give(std::int64_t time, int tid, int core, EventBody body) {
    sweep.handle({time_from_ns(origin + time), Pid{pid_of_[tid]}, Tid{tid}, Core{core}, body});
}

const trace::Thread& Scene::thread_of(int tid) const {
    const trace::Thread* found = thread_with(trace, Tid{tid});
    EXPECT_NE(found, nullptr) << tid;
    return *found;
}

std::string Scene::states(int tid) const {
    std::string text;
    const trace::Track& track = trace.track(thread_of(tid).track);
    for (std::size_t i = 0; i < track.size(); ++i) {
        const trace::Slice slice = track.slice(i);
        const trace::ThreadDetail detail = slice.thread_detail();
        add(text, fmt::format("{} {}{}{}", interval(slice), trace::code(slice.state()),
                              detail.core.known() ? fmt::format("@{}", detail.core.value) : "",
                              detail.held_gil ? "+gil" : ""));
    }
    return text;
}

std::string Scene::on_core(int core) const {
    for (const trace::Track* track : tracks_of(trace, trace::TrackKind::core)) {
        if (track->info().core == Core{core}) {
            return holders(*track);
        }
    }
    return "no such core";
}

std::string Scene::gil(int pid) const {
    for (const trace::Track* track : tracks_of(trace, trace::TrackKind::gil)) {
        if (track->info().pid == Pid{pid}) {
            return holders(*track);
        }
    }
    return "no GIL seen";
}

std::string Scene::tasks() const {
    std::string text;
    for (const trace::Track* track : tracks_of(trace, trace::TrackKind::task)) {
        add(text, fmt::format("{} {}: {}", track->info().name, track->info().index, holders(*track)));
    }
    return text;
}

std::string Scene::holders(const trace::Track& track) const {
    std::string text;
    for (std::size_t i = 0; i < track.size(); ++i) {
        const trace::Slice slice = track.slice(i);
        add(text, fmt::format("{} {}", interval(slice), trace.thread_of(slice.thread())->tid.value));
    }
    return text;
}

} // namespace manybrains::record::testing
