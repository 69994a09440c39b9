#include "core/probe/preload/writer.h"

#include "core/probe/preload/current_core.h"
#include "core/probe/preload/thread_ring.h"

namespace manybrains::probe::preload {

namespace {

/// Left free so that signal handlers that record between the check for room and the reservation find some.
constexpr std::uint64_t reserve = 8;

} // namespace

void emit_at(std::uint64_t time, const Entry& entry) noexcept {
    if (this_thread.ring == nullptr && !claim_ring(time, false)) {
        return;
    }
    Ring& ring = *this_thread.ring;
    const std::uint64_t used = ring.head.load(std::memory_order_relaxed) - ring.tail.load(std::memory_order_acquire);
    if (used >= ring_capacity - reserve) {
        ring.lost.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    const std::uint64_t position = ring.head.fetch_add(1, std::memory_order_relaxed);
    Record& record = this_thread.records[position % ring_capacity];
    record.kind = entry.kind;
    record.call = entry.call;
    record.descriptor = entry.descriptor;
    record.flags = entry.flags;
    record.core = current_core();
    record.argument = entry.argument;
    record.time.store(time, std::memory_order_release);
}

} // namespace manybrains::probe::preload
