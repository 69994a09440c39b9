// The core that the calling thread is on, where the kernel keeps it in the thread's own memory (restartable sequences,
// registered by glibc since 2.35): one load.
#pragma once

#include "core/probe/ring.h"

#include <cstddef>
#include <cstdint>

// Of <sys/rseq.h>, which older glibc lacks; null there.
extern "C" {
[[gnu::weak]] extern const std::ptrdiff_t __rseq_offset;
[[gnu::weak]] extern const unsigned int __rseq_size;
}

namespace manybrains::probe::preload {

[[nodiscard]] inline std::uint16_t current_core() noexcept {
    constexpr std::size_t cpu_id = 4; // in the kernel's struct rseq
    if (&__rseq_size == nullptr || __rseq_size == 0) {
        return core_unknown;
    }
    const char* area = static_cast<const char*>(__builtin_thread_pointer()) + __rseq_offset;
    const auto core = *reinterpret_cast<const volatile std::int32_t*>(area + cpu_id);
    return core >= 0 && core < core_unknown ? static_cast<std::uint16_t>(core) : core_unknown;
}

} // namespace manybrains::probe::preload
