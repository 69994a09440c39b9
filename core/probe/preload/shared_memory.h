// The recorder's shared memory as a recorded process sees it: its head is mapped when the library is loaded, a ring's
// records when a thread takes the ring. No descriptor is kept: the program could close it, or count it.
#pragma once

#include "core/probe/ring.h"

#include <cstddef>
#include <cstdint>

namespace manybrains::probe::preload {

/// Null until the mapping is found, and for ever in a program that is not recorded.
extern constinit Mapping* control;

/// Maps what the environment variable names; anything else than a mapping of our version is left alone.
void attach() noexcept;

/// From here on nothing is recorded, as if there were no mapping.
void detach() noexcept;

/// Only for the thread that owns the ring. Stays mapped for the next thread that takes this ring, and in forked
/// children. Null where the system refuses.
[[nodiscard]] Record* map_records(std::size_t ring) noexcept;

/// The number of a task function's name in the mapping's table; equal names have equal numbers. name_count when the
/// table is full.
[[nodiscard]] std::uint32_t name_number(const char* name) noexcept;

} // namespace manybrains::probe::preload
