// The ring of the calling thread: taken at its first record, given back when it ends.
#pragma once

#include "core/probe/ring.h"

#include <cstdint>

namespace manybrains::probe::preload {

enum class Phase : std::uint8_t {
    fresh,    ///< has not recorded yet
    claiming, ///< looks for a ring; a signal handler that records meanwhile is ignored
    recording,
    over ///< has ended, or found no ring: records nothing more
};

struct ThreadRing {
    Ring* ring = nullptr;      ///< null unless recording
    Record* records = nullptr; ///< the ring's
    Phase phase = Phase::fresh;
};

extern constinit thread_local ThreadRing this_thread;

/// Takes a ring unless the thread has had one. Its first records are of `time`: that the thread starts, and before it,
/// where asked for, that the process does.
bool claim_ring(std::uint64_t time, bool process_start) noexcept;

/// Drops the ring that a forked child has inherited: it is its parent's.
void forget_ring() noexcept;

/// Called once, before the first ring is taken. Rings are given back by the key's destructor.
bool create_thread_key() noexcept;

} // namespace manybrains::probe::preload
