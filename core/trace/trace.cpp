#include "core/trace/trace.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace manybrains::trace {

namespace {

constexpr std::size_t last_hue = key_count - 1; ///< shared by all threads that come late

constexpr std::uint32_t known_bit = 1U << 16;
constexpr unsigned signal_shift = 8;

} // namespace

Trace::Trace() {
    intern(""); // NameId{} is the empty name
}

const Thread* Trace::thread_of(TrackId track) const noexcept {
    const auto index = static_cast<std::size_t>(track);
    return index < track_count() ? threads_by_track_[index] : nullptr;
}

std::string_view Trace::name(NameId id) const noexcept {
    return names_[static_cast<std::size_t>(id)];
}

bool Trace::gil_seen() const noexcept {
    return gil_seen_.load(std::memory_order_acquire);
}

Track& Trace::add_track(TrackInfo info) {
    assert(info.kind != TrackKind::thread);
    const bool is_gil = info.kind == TrackKind::gil;
    Track& track = publish_track(std::move(info), nullptr);
    if (is_gil) {
        gil_seen_.store(true, std::memory_order_release);
    }
    return track;
}

Track& Trace::track_for_writing(TrackId id) noexcept {
    return *tracks_.at_writer(static_cast<std::size_t>(id));
}

Process& Trace::add_process(Pid pid, Pid parent, Time begin) {
    auto process = std::make_unique<Process>();
    process->pid = pid;
    process->parent = parent;
    process->begin = begin;
    return *processes_.push_back(std::move(process));
}

Thread& Trace::add_thread(ProcessId process, Pid pid, Tid tid, Time begin) {
    assert(static_cast<std::size_t>(process) < processes_.size());
    auto thread = std::make_unique<Thread>();
    thread->track = static_cast<TrackId>(tracks_.size());
    thread->process = process;
    thread->pid = pid;
    thread->tid = tid;
    thread->begin = begin;
    thread->hue = static_cast<Key>(std::min(threads_.size(), last_hue));
    TrackInfo info;
    info.kind = TrackKind::thread;
    info.pid = pid;
    info.tid = tid;
    // The track first: whoever finds the thread finds its track.
    publish_track(std::move(info), thread.get());
    return *threads_.push_back(std::move(thread));
}

Track& Trace::publish_track(TrackInfo info, const Thread* thread) {
    const auto id = static_cast<TrackId>(tracks_.size());
    auto track = std::make_unique<Track>(id, std::move(info));
    threads_by_track_.push_back(thread);
    return *tracks_.push_back(std::move(track));
}

NameId Trace::intern(std::string_view text) {
    const auto [entry, added] = name_ids_.try_emplace(std::string(text), static_cast<NameId>(names_.size()));
    if (added) {
        names_.push_back(entry->first);
    }
    return entry->second;
}

void Trace::count_events(std::uint64_t events, std::uint64_t lost) noexcept {
    events_.fetch_add(events, std::memory_order_relaxed);
    events_lost_.fetch_add(lost, std::memory_order_relaxed);
}

std::uint32_t pack(ProcessEnd end) noexcept {
    return (end.known ? known_bit : 0) | static_cast<std::uint32_t>(end.signal) << signal_shift | end.status;
}

ProcessEnd unpack_process_end(std::uint32_t packed) noexcept {
    ProcessEnd end;
    end.known = (packed & known_bit) != 0;
    end.status = static_cast<std::uint8_t>(packed);
    end.signal = static_cast<std::uint8_t>(packed >> signal_shift);
    return end;
}

} // namespace manybrains::trace
