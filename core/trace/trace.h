// One run's recording: every track, process, instant, message and memory sample, append-only while it grows.
// The recorder writes it, views read it live, analyze and io read it when it is finished.
#pragma once

#include "core/base/ids.h"
#include "core/trace/chunked_vector.h"
#include "core/trace/level.h"
#include "core/trace/track.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace manybrains::trace {

/// A string of the trace's table; equal strings have equal ids.
enum class NameId : std::uint32_t {};

/// Index of a process in its Trace, in order of appearance. Indices are unique, pids can be reused.
enum class ProcessId : std::uint32_t {};

/// How a process ended, packed so that it can be published by one store.
struct ProcessEnd {
    bool known = false; ///< the exit status was seen (only a parent or a reaper is told)
    std::uint8_t status = 0;
    std::uint8_t signal = 0; ///< 0 when it exited by itself
};

struct Process {
    Pid pid;
    Pid parent;
    Time begin;
    std::atomic<NameId> command{};            ///< changes at exec
    std::atomic<std::int64_t> end_ns{0};      ///< 0 while it lives
    std::atomic<std::uint32_t> end_status{0}; ///< ProcessEnd, packed
};

struct Thread {
    TrackId track = no_track; ///< its states
    ProcessId process{};
    Pid pid;
    Tid tid;
    Time begin;
    Key hue = 0; ///< order of appearance, 0 = the first thread; from 15 on all share 15
    std::atomic<NameId> name{};
    std::atomic<std::int64_t> end_ns{0};      ///< 0 while it lives
    std::atomic<std::uint64_t> switches{0};   ///< times it left a core
    std::atomic<std::uint64_t> migrations{0}; ///< times it came back on another core
};

/// PSS and RSS of a process at an instant, in bytes.
struct MemorySample {
    Time time{};
    ProcessId process{};
    std::uint64_t pss = 0;
    std::uint64_t rss = 0;
};

enum class InstantKind : std::uint8_t {
    gil_request,   ///< a thread asked the holder to let go (track: the GIL's)
    gil_handoff,   ///< another thread than the last holder took the GIL (track: the GIL's)
    process_start, ///< track: its first thread's
    process_exit,
    contained ///< a cap was reached and the tree was stopped
};

struct Instant {
    Time time{};
    InstantKind kind{};
    TrackId track = no_track;  ///< where it is drawn
    TrackId thread = no_track; ///< the thread that did it, where known
};

/// A message: sent on one track, received on another.
struct Flow {
    std::uint64_t id = 0;
    TrackId from = no_track;
    TrackId to = no_track;
    Time sent{};
    Time received{};
    std::uint64_t bytes = 0;
    NameId channel{};
};

/// Threads: one writer (the recorder) for all non-const calls; const calls from any thread at any time. References
/// returned stay valid for the trace's life.
class Trace {
public:
    Trace();

    // Readers.
    [[nodiscard]] std::size_t track_count() const noexcept { return tracks_.size(); }
    [[nodiscard]] const Track& track(TrackId id) const noexcept { return *tracks_[static_cast<std::size_t>(id)]; }
    [[nodiscard]] const ChunkedVector<std::unique_ptr<Process>>& processes() const noexcept { return processes_; }
    [[nodiscard]] const ChunkedVector<std::unique_ptr<Thread>>& threads() const noexcept { return threads_; }
    /// The thread whose states are on this track, or nullptr.
    [[nodiscard]] const Thread* thread_of(TrackId track) const noexcept;
    [[nodiscard]] const ChunkedVector<Instant>& instants() const noexcept { return instants_; }
    [[nodiscard]] const ChunkedVector<Flow>& flows() const noexcept { return flows_; }
    [[nodiscard]] const ChunkedVector<MemorySample>& memory() const noexcept { return memory_; }
    [[nodiscard]] std::string_view name(NameId id) const noexcept;
    /// When recording was armed.
    [[nodiscard]] Time origin() const noexcept { return time_from_ns(origin_.load(std::memory_order_acquire)); }
    /// Everything before this time is in the trace; open slices reach at least this far.
    [[nodiscard]] Time horizon() const noexcept { return time_from_ns(horizon_.load(std::memory_order_acquire)); }
    [[nodiscard]] bool finished() const noexcept { return finished_.load(std::memory_order_acquire); }
    [[nodiscard]] Level level() const noexcept { return level_.load(std::memory_order_acquire); }
    [[nodiscard]] std::uint64_t events() const noexcept { return events_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t events_lost() const noexcept { return events_lost_.load(std::memory_order_relaxed); }
    /// A GIL was seen in at least one process. False: none, or its events could not be recorded.
    [[nodiscard]] bool gil_seen() const noexcept;

    // The writer.
    /// For cores, GILs and tasks; a thread's comes with add_thread().
    Track& add_track(TrackInfo info);
    Track& track_for_writing(TrackId id) noexcept;
    Process& add_process(Pid pid, Pid parent, Time begin);
    /// Adds the thread and its track of states.
    Thread& add_thread(ProcessId process, Pid pid, Tid tid, Time begin);
    NameId intern(std::string_view text);
    void add(const Instant& instant) { instants_.push_back(instant); }
    void add(const Flow& flow) { flows_.push_back(flow); }
    void add(const MemorySample& sample) { memory_.push_back(sample); }
    void set_origin(Time time) noexcept { origin_.store(to_ns(time), std::memory_order_release); }
    void set_horizon(Time time) noexcept { horizon_.store(to_ns(time), std::memory_order_release); }
    void set_level(Level level) noexcept { level_.store(level, std::memory_order_release); }
    /// Adds to both counts.
    void count_events(std::uint64_t events, std::uint64_t lost) noexcept;
    void finish() noexcept { finished_.store(true, std::memory_order_release); }

private:
    Track& publish_track(TrackInfo info, const Thread* thread);

    ChunkedVector<std::unique_ptr<Track>> tracks_;
    ChunkedVector<std::unique_ptr<Process>> processes_;
    ChunkedVector<std::unique_ptr<Thread>> threads_;
    ChunkedVector<const Thread*> threads_by_track_; ///< one entry a track; null where it is not a thread's
    ChunkedVector<Instant> instants_;
    ChunkedVector<Flow> flows_;
    ChunkedVector<MemorySample> memory_;
    ChunkedVector<std::string> names_;
    std::unordered_map<std::string, NameId> name_ids_; ///< the writer's index into names_
    std::atomic<std::int64_t> origin_{0};
    std::atomic<std::int64_t> horizon_{0};
    std::atomic<std::uint64_t> events_{0};
    std::atomic<std::uint64_t> events_lost_{0};
    std::atomic<Level> level_{Level::none};
    std::atomic<bool> finished_{false};
    std::atomic<bool> gil_seen_{false};
};

[[nodiscard]] std::uint32_t pack(ProcessEnd end) noexcept;
[[nodiscard]] ProcessEnd unpack_process_end(std::uint32_t packed) noexcept;

} // namespace manybrains::trace
