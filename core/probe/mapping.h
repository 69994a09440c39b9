// The recorder's side of the probe: makes the shared memory that recorded programs write into, and reads it.
// What lies in it was written by programs that may have gone wild, so nothing of it is trusted to be in bounds.
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/probe/ring.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace manybrains::probe {

/// A Record as it is read: a plain value.
struct Event {
    Time time;
    Kind kind{};
    Call call{};
    Descriptor descriptor{};
    bool timed_out = false;
    Core core;
    std::uint64_t argument = 0;
};

/// The thread that wrote an event.
struct Writer {
    std::uint32_t ring = 0;
    Pid pid;
    Tid tid;
};

/// Owner of one run's shared memory; it is gone when this and the last recorded process are. Threads: all calls from
/// one thread, except path(). Pids are those of the programs' own PID namespace, which has to be the recorder's.
class RingMapping {
public:
    [[nodiscard]] static Result<RingMapping> create();
    RingMapping(RingMapping&& other) noexcept;
    RingMapping& operator=(RingMapping&&) = delete;
    ~RingMapping();

    /// The value of the environment variable `mapping_variable` for the recorded program.
    [[nodiscard]] std::string path() const;

    /// Hands every record published so far to `visit(const Writer&, const Event&)`, ring by ring, and frees the rings
    /// whose threads have ended. Returns how many there were.
    template <std::invocable<const Writer&, const Event&> Visit>
    std::size_t drain(Visit&& visit);

    /// Finds the threads that are gone without having said so (killed, or their process left through _exit), so that
    /// the next drain() frees their rings. One system call per live thread: for a sampler's pace.
    void end_gone_threads();

    /// Records that were dropped because their ring was full, or left half-written.
    [[nodiscard]] std::uint64_t lost() const;
    /// Threads that found no free ring: nothing of them was recorded.
    [[nodiscard]] std::uint32_t threads_lost() const;
    /// The name of a task function by its number in task_begin; empty for numbers that are no name's.
    [[nodiscard]] std::string name(std::uint32_t id) const;

private:
    /// What the recorder remembers of a ring: the program could overwrite what stands in shared memory.
    struct Cursor {
        std::uint64_t tail = 0;
        std::uint64_t end = 0; ///< the head when this pass over the ring began
        bool ended = false;    ///< seen before the head: all of its records are there
        bool newcomer = false; ///< a program started in it
        Writer writer;
    };

    RingMapping(UniqueFd fd, std::byte* memory);

    [[nodiscard]] Mapping& control() const noexcept { return *reinterpret_cast<Mapping*>(memory_); }
    [[nodiscard]] Ring& ring(std::uint32_t index) const noexcept { return control().rings[index]; }
    [[nodiscard]] Record& record(std::uint32_t index, std::uint64_t position) const noexcept;
    [[nodiscard]] std::uint32_t rings_used() const noexcept;

    [[nodiscard]] bool open_ring(Cursor& cursor) const;
    [[nodiscard]] std::optional<Event> next(Cursor& cursor);
    void close_ring(Cursor& cursor);
    void free_ring(Cursor& cursor);
    void end_older_rings(const Writer& newcomer);

    UniqueFd fd_;
    std::byte* memory_ = nullptr;
    std::vector<Cursor> cursors_;
    std::uint64_t lost_ = 0; ///< of rings that were freed, and of half-written records
};

template <std::invocable<const Writer&, const Event&> Visit>
std::size_t RingMapping::drain(Visit&& visit) {
    std::size_t count = 0;
    const std::uint32_t used = rings_used();
    for (std::uint32_t index = 0; index < used; ++index) {
        Cursor& cursor = cursors_[index];
        if (!open_ring(cursor)) {
            continue;
        }
        while (const std::optional<Event> event = next(cursor)) {
            visit(std::as_const(cursor.writer), *event);
            ++count;
        }
        close_ring(cursor);
    }
    return count;
}

} // namespace manybrains::probe
