#include "core/probe/preload/thread_ring.h"

#include "core/probe/preload/shared_memory.h"
#include "core/probe/preload/writer.h"

#include <unistd.h>

#include <limits.h>
#include <pthread.h>

#include <atomic>
#include <cerrno>
#include <cstddef>

namespace manybrains::probe::preload {

constinit thread_local ThreadRing this_thread;

namespace {

constinit pthread_key_t key = 0;

bool take(Ring& ring) noexcept {
    RingState state = RingState::free;
    return ring.state.load(std::memory_order_relaxed) == RingState::free &&
           ring.state.compare_exchange_strong(state, RingState::in_use, std::memory_order_acquire);
}

void raise_to(std::atomic<std::uint32_t>& mark, std::uint32_t value) noexcept {
    std::uint32_t seen = mark.load(std::memory_order_relaxed);
    while (seen < value && !mark.compare_exchange_weak(seen, value, std::memory_order_release)) {
    }
}

/// A signal handler may look between any two stores: it goes by `ring`.
void set_ring(Ring& ring, Record* records) noexcept {
    this_thread.records = records;
    this_thread.phase = Phase::recording;
    std::atomic_signal_fence(std::memory_order_release);
    this_thread.ring = &ring;
}

void clear_ring(Phase phase) noexcept {
    this_thread.ring = nullptr;
    std::atomic_signal_fence(std::memory_order_release);
    this_thread.phase = phase;
}

/// ring_count when all are taken.
std::size_t take_free_ring() noexcept {
    const std::size_t hint = control->free_hint.load(std::memory_order_relaxed);
    for (std::size_t step = 0; step < ring_count; ++step) {
        const std::size_t index = (hint + step) % ring_count;
        if (take(control->rings[index])) {
            control->free_hint.store(static_cast<std::uint32_t>(index + 1), std::memory_order_relaxed);
            return index;
        }
    }
    return ring_count;
}

void sign(Ring& ring, std::uint64_t time) noexcept {
    ring.claimed.store(time, std::memory_order_relaxed);
    ring.tid.store(::gettid(), std::memory_order_relaxed);
    ring.pid.store(::getpid(), std::memory_order_release);
}

bool take_and_map(std::uint64_t time) noexcept {
    const std::size_t index = take_free_ring();
    if (index == ring_count) {
        return false;
    }
    Ring& ring = control->rings[index];
    Record* records = map_records(index);
    if (records == nullptr) {
        ring.state.store(RingState::free, std::memory_order_release);
        return false;
    }
    sign(ring, time);
    raise_to(control->rings_used, static_cast<std::uint32_t>(index + 1));
    set_ring(ring, records);
    return true;
}

void end_thread() noexcept {
    if (this_thread.phase != Phase::recording) {
        return;
    }
    emit({.kind = Kind::thread_end});
    Ring* ring = this_thread.ring;
    clear_ring(Phase::over);
    ring->state.store(RingState::ended, std::memory_order_release);
}

/// The value counts the rounds of destructors that have passed: other keys' destructors may still record, and ours
/// comes back, set anew, until the last round.
void* round_value(std::size_t round) noexcept {
    return reinterpret_cast<void*>(round); // NOLINT(performance-no-int-to-ptr): a number, never followed
}

extern "C" void end_thread_in_last_round(void* value) {
    const auto round = reinterpret_cast<std::size_t>(value);
    if (round < PTHREAD_DESTRUCTOR_ITERATIONS) {
        ::pthread_setspecific(key, round_value(round + 1));
    } else {
        end_thread();
    }
}

} // namespace

bool create_thread_key() noexcept {
    return ::pthread_key_create(&key, end_thread_in_last_round) == 0;
}

bool claim_ring(std::uint64_t time, bool process_start) noexcept {
    if (this_thread.phase != Phase::fresh) {
        return false;
    }
    this_thread.phase = Phase::claiming;
    const int saved = errno;
    const bool taken = take_and_map(time);
    if (taken) {
        ::pthread_setspecific(key, round_value(1));
        if (process_start) {
            emit_at(time, {.kind = Kind::process_start, .argument = static_cast<std::uint64_t>(::getppid())});
        }
        emit_at(time, {.kind = Kind::thread_start});
    } else {
        this_thread.phase = Phase::over;
        control->threads_lost.fetch_add(1, std::memory_order_relaxed);
    }
    errno = saved;
    return taken;
}

void forget_ring() noexcept {
    clear_ring(Phase::fresh);
}

} // namespace manybrains::probe::preload
