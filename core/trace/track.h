// A row of the picture: what one core, GIL, thread or task did, as adjacent slices in the order of time.
// The recorder appends while views read (see chunked_vector.h); drawing asks coverage() instead of walking slices.
#pragma once

#include "core/base/ids.h"
#include "core/trace/chunked_vector.h"
#include "core/trace/state.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace manybrains::trace {

/// Index of a track in its Trace.
enum class TrackId : std::uint32_t {};
inline constexpr TrackId no_track{0xffffffff};

enum class TrackKind : std::uint8_t {
    core,   ///< which thread was on this core
    gil,    ///< which thread held this interpreter's lock
    thread, ///< the states of one thread
    task    ///< when, and on which thread, one task of the lesson ran
};

/// The small number that a slice is told apart by when it is drawn: a State on thread tracks, the hue (see
/// Thread::hue) of the thread concerned on all others.
using Key = std::uint8_t;
inline constexpr std::size_t key_count = 16;

/// What a slice of a thread track says beyond its state.
struct ThreadDetail {
    Core core{};            ///< where it ran; unknown for other states than running
    bool held_gil = false;  ///< running: the thread held its interpreter's lock all the while
    bool preempted = false; ///< how the slice before ended: switched out against its will
    bool sampled = false;   ///< this slice's edges come from samples, not from events
    std::uint8_t call = 0;  ///< the blocking call it was in (probe::Call), 0 for none

    [[nodiscard]] std::uint32_t pack() const noexcept;
    [[nodiscard]] static ThreadDetail unpack(std::uint32_t packed) noexcept;
    bool operator==(const ThreadDetail&) const = default;
};

/// Half-open in time: [begin, end). `detail` is ThreadDetail::pack() on thread tracks, and the TrackId of the
/// thread concerned on all others.
struct Slice {
    Time begin;
    Time end;
    Key key = 0;
    std::uint32_t detail = 0;

    [[nodiscard]] State state() const noexcept { return static_cast<State>(key); }
    [[nodiscard]] ThreadDetail thread_detail() const noexcept { return ThreadDetail::unpack(detail); }
    [[nodiscard]] TrackId thread() const noexcept { return static_cast<TrackId>(detail); }
    [[nodiscard]] Duration length() const noexcept { return end - begin; }
};

/// Nanoseconds per key.
using Coverage = std::array<std::int64_t, key_count>;

/// Immutable identity of a track, fixed when it is added.
struct TrackInfo {
    TrackKind kind = TrackKind::thread;
    Pid pid{};               ///< thread, gil, task: the process it belongs to
    Tid tid{};               ///< thread: itself
    Core core{};             ///< core: itself
    std::uint32_t index = 0; ///< task: its number in the lesson, from 0
    std::string name{};      ///< task: the task function's name; else empty (threads are named by Thread)
};

/// Threads: the writer's calls from the recorder's thread only; all const calls from any thread.
class Track {
public:
    Track(TrackId id, TrackInfo info);

    [[nodiscard]] TrackId id() const noexcept { return id_; }
    [[nodiscard]] const TrackInfo& info() const noexcept { return info_; }

    // Readers.
    [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] Slice slice(std::size_t index) const noexcept;
    /// What is going on now: begun, not yet ended. `end` equals `begin`; draw it up to the trace's horizon. It never
    /// begins before the end of the last slice that was published when this was called.
    [[nodiscard]] std::optional<Slice> open() const noexcept;
    /// Index of the first published slice that ends after `time`; size() when there is none.
    [[nodiscard]] std::size_t first_ending_after(Time time) const noexcept;
    /// Exactly how much of [begin, end) each key covers, by published slices only. O(log n).
    [[nodiscard]] Coverage coverage(Time begin, Time end) const noexcept;
    /// coverage() of each of row.size() equal parts of [begin, end), all of one published length: what a row of pixels
    /// is drawn from.
    void coverage(Time begin, Time end, std::span<Coverage> row) const noexcept;
    /// Sum over all published slices before `time`: the function that coverage() is the difference of.
    [[nodiscard]] Coverage covered_until(Time time) const noexcept;

    // The writer. Slices never overlap and never go back in time: begin >= the last end. An empty slice is left out.
    void append(const Slice& slice);
    /// Publishes what is going on; replaces what was open before.
    void set_open(Time begin, Key key, std::uint32_t detail) noexcept;
    void clear_open() noexcept;

private:
    static constexpr std::size_t block = 32; ///< slices between two checkpoints of the running sums

    /// Both in terms of the first `count` slices only, so that one answer rests on one published length.
    [[nodiscard]] std::size_t first_ending_after(std::int64_t time, std::size_t from, std::size_t count) const noexcept;
    [[nodiscard]] std::size_t next_ending_after(std::int64_t time, std::size_t from, std::size_t guess,
                                                std::size_t count) const noexcept;
    [[nodiscard]] Coverage covered_until(std::int64_t time, std::size_t whole, std::size_t count) const noexcept;
    void prefetch(std::size_t whole, std::size_t count) const noexcept;
    void write_open(std::int64_t begin, std::uint16_t key, std::uint32_t detail) noexcept;

    /// An edge between two parts of a row, and the first slice that ends after it.
    struct Edge {
        std::int64_t time;
        std::size_t whole;
    };

    /// A sequence lock: odd while the writer is inside. All members are atomics, so a torn read is retried, not UB.
    struct OpenSlice {
        std::atomic<std::uint32_t> sequence{0};
        std::atomic<std::int64_t> begin{0};
        std::atomic<std::uint32_t> detail{0};
        std::atomic<std::uint16_t> key{closed};
        static constexpr std::uint16_t closed = 0xffff;
    };

    TrackId id_;
    TrackInfo info_;
    ChunkedVector<std::int64_t> begins_;
    ChunkedVector<Key> keys_;
    ChunkedVector<std::uint32_t> details_;
    ChunkedVector<Coverage, 8> checkpoints_; ///< [k]: sums over the first k*block slices
    ChunkedVector<std::int64_t> ends_;       ///< appended last: its length is the track's published length
    Coverage total_{};                       ///< the writer's running sums
    OpenSlice open_;
};

} // namespace manybrains::trace
