// Calls that wait for any of several descriptors. They are told by the descriptor that ended them; ended by the clock,
// be it a timeout or a timer's descriptor, they were a sleep.
#pragma once

#include "core/probe/preload/blocking_call.h"

namespace manybrains::probe::preload {

inline constexpr int no_descriptor = -1;

/// `ready`: how many descriptors are, as the call returned it. `ready_descriptor()`: one of them.
template <typename ReadyDescriptor>
void end_poll(const OpenCall& open, int ready, ReadyDescriptor ready_descriptor) noexcept {
    if (open.call == Call::none) {
        return;
    }
    const std::uint64_t end = now();
    Entry entry = {.kind = Kind::call_end, .call = open.call, .argument = open.argument};
    bool timed_out = ready == 0;
    if (ready > 0 && is_long(open, end)) {
        const int fd = ready_descriptor();
        entry.descriptor = descriptor_kind(fd);
        timed_out = entry.descriptor == Descriptor::other && is_timer(fd);
    }
    entry.flags = timed_out ? flag_timed_out : std::uint8_t{0};
    emit_at(end, entry);
}

} // namespace manybrains::probe::preload
