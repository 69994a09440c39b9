#include "core/probe/preload/blocking_call.h"

namespace manybrains::probe::preload {

void end_call_on(int fd, const OpenCall& open) noexcept {
    if (open.call == Call::none) {
        return;
    }
    const std::uint64_t end = now();
    emit_at(end, {.kind = Kind::call_end,
                  .call = open.call,
                  .descriptor = is_long(open, end) ? descriptor_kind(fd) : Descriptor::unknown,
                  .argument = open.argument});
}

} // namespace manybrains::probe::preload
