// The shared memory between recorded threads and the recorder: one mapping a run, one single-producer ring a thread.
// Used by the preloaded probe, so it depends on nothing but the C and C++ freestanding headers.
//
// A record is published by its own `time` field: the writer reserves a slot, fills kind and argument, and stores the
// time last; the reader stops at the first slot whose time is 0 and puts the 0 back when it has read one. So a
// signal handler that records in the middle of another record does no harm (its records can then carry times a little
// before the ones beside them), and a thread killed in the middle loses that one record only.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace manybrains::probe {

/// The environment variable with the path of the mapping: /proc/PID/fd/N of the recorder.
inline constexpr const char* mapping_variable = "MANYBRAINS_PROBE";

inline constexpr std::uint32_t mapping_magic = 0x4d42'5052; // "MBPR"
inline constexpr std::uint32_t mapping_version = 1;
inline constexpr std::size_t ring_count = 2048;
inline constexpr std::size_t ring_capacity = 16384; ///< records; a power of two

/// The blocking calls that are told apart. The recorder turns them into states.
enum class Call : std::uint8_t {
    none,
    gil,          ///< a wait on a condition or, briefly, on a mutex inside _PyRuntime; argument: its offset there
    sleep,        ///< clock_nanosleep, nanosleep, usleep, select without descriptors
    semaphore,    ///< sem_wait, sem_timedwait, sem_clockwait
    mutex,        ///< pthread_mutex_lock, contended
    condition,    ///< pthread_cond_*wait
    futex,        ///< syscall(SYS_futex)
    thread_join,  ///< pthread_join
    process_wait, ///< wait4, waitpid, waitid
    poll,         ///< poll, ppoll, select, epoll_wait
    read,         ///< read, readv
    write,
    receive, ///< recv*
    send,
    accept,
    connect,
    file_lock ///< flock
};

/// What a descriptor was found to be after a long call.
enum class Descriptor : std::uint8_t { unknown, pipe, unix_socket, network_socket, file, other };

enum class Kind : std::uint8_t {
    process_start, ///< argument: parent pid. First record of a process (start, exec or fork).
    thread_start,  ///< argument: 0
    thread_end,
    call_begin,  ///< call; argument: descriptor number where there is one. Calls nest in signal handlers.
    call_end,    ///< call, descriptor; flags: timed_out. Missing when the thread was cancelled inside.
    cond_signal, ///< argument: offset inside _PyRuntime
    gil_take,    ///< the native engine's lock; argument: the lock's address
    gil_drop,
    gil_handoff_wait, ///< reserved for the native lock's forced hand-over, as call_begin(gil) on CPython
    hint_begin,       ///< from one level up: what the waits inside are for; argument: trace::State
    hint_end,
    task_begin, ///< argument: task index | name << 32 (see Mapping::names)
    task_end,
    child_ended, ///< a wait returned a child; argument: pid | raw wait status << 32
    signal_sent  ///< kill() by the program itself, before it is sent; argument: pid as kill() takes it | signal << 32
};

inline constexpr std::uint8_t flag_timed_out = 1;
/// Where known at no cost (rseq's cpu_id field), the core at the time of the record; else 0xffff.
inline constexpr std::uint16_t core_unknown = 0xffff;

struct Record {
    std::atomic<std::uint64_t> time; ///< CLOCK_MONOTONIC ns; 0: not published
    Kind kind;
    Call call;
    Descriptor descriptor;
    std::uint8_t flags;
    std::uint16_t core;
    std::uint16_t reserved;
    std::uint64_t argument;
};
static_assert(sizeof(Record) == 24);

enum class RingState : std::uint32_t { free, in_use, ended };

/// What is said about a ring; its records lie apart (see records_offset()), so that a process maps no more than the
/// rings of its own threads.
struct Ring { // NOLINT(clang-analyzer-optin.performance.Padding): thread and recorder write on lines of their own
    std::atomic<RingState> state;
    std::atomic<std::int32_t> pid;
    std::atomic<std::int32_t> tid;
    std::atomic<std::uint64_t> claimed;          ///< when its thread took it
    alignas(64) std::atomic<std::uint64_t> head; ///< next slot to reserve; the thread's
    std::atomic<std::uint64_t> lost;             ///< records dropped because the ring was full; the thread's
    alignas(64) std::atomic<std::uint64_t> tail; ///< next slot to read; the recorder's
};

inline constexpr std::size_t name_count = 64;
inline constexpr std::size_t name_length = 56;

struct Name {
    std::atomic<std::uint32_t> state; ///< 0 free, 1 being written, 2 ready
    char text[name_length];
};

struct Mapping {
    std::uint32_t magic;
    std::uint32_t version;
    std::atomic<std::uint32_t> rings_used;   ///< high-water mark: rings at and above it were never used
    std::atomic<std::uint32_t> threads_lost; ///< threads that found no free ring: all of their records are lost
    std::atomic<std::uint32_t> free_hint;    ///< where to look for a free ring first
    Name names[name_count];                  ///< of task functions
    Ring rings[ring_count];
};

inline constexpr std::size_t records_size = ring_capacity * sizeof(Record);
inline constexpr std::size_t largest_page = 65536;
static_assert(records_size % largest_page == 0, "a ring's records are mapped by themselves");

/// Where in the file the records of a ring begin.
[[nodiscard]] constexpr std::size_t records_offset(std::size_t ring) noexcept {
    constexpr std::size_t first = (sizeof(Mapping) + largest_page - 1) / largest_page * largest_page;
    return first + ring * records_size;
}
inline constexpr std::size_t mapping_size = records_offset(ring_count);

} // namespace manybrains::probe
