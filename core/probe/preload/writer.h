// Writes records into the ring of the calling thread: some 30 ns, no lock, no system call, no allocation, and errno as
// it was. Safe in signal handlers, before main and while a thread ends.
#pragma once

#include "core/probe/preload/shared_memory.h"
#include "core/probe/ring.h"

#include <time.h>

#include <cstdint>

namespace manybrains::probe::preload {

/// A Record without what the writer adds.
struct Entry {
    Kind kind{};
    Call call = Call::none;
    Descriptor descriptor = Descriptor::unknown;
    std::uint8_t flags = 0;
    std::uint64_t argument = 0;
};

[[nodiscard]] inline bool recording() noexcept {
    return control != nullptr;
}

[[nodiscard]] inline std::uint64_t now() noexcept {
    timespec time = {};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 + static_cast<std::uint64_t>(time.tv_nsec);
}

/// Only while recording().
void emit_at(std::uint64_t time, const Entry& entry) noexcept;

inline void emit(const Entry& entry) noexcept {
    if (recording()) {
        emit_at(now(), entry);
    }
}

} // namespace manybrains::probe::preload
