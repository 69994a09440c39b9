// Reads the records that the kernel wrote into a perf ring. The layout is that of perf_session.cpp's attributes:
// sample_id_all with TID, TIME and CPU.
#pragma once

#include "core/record/event_merge.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace manybrains::record {

/// The bytes [tail, head) of a ring; positions only ever grow and wrap around `data`, whose size is a power of two.
struct PerfRingView {
    std::span<const std::byte> data;
    std::uint64_t tail = 0;
    std::uint64_t head = 0;
};

/// Appends the switches, births, ends and names to `out` and returns how many events the kernel says it had no room
/// for. A record that does not fit its frame ends the reading and counts as one lost event.
std::uint64_t parse_perf_records(const PerfRingView& ring, EventStream& out);

} // namespace manybrains::record
