// Where CPython keeps its interpreter lock: inside its exported object _PyRuntime. Calls on addresses in it tell who
// takes the lock, drops it and waits for it (recording.md, section 2).
#pragma once

#include <cstddef>
#include <cstdint>

namespace manybrains::probe::preload {

struct AddressRange {
    std::uintptr_t begin = 0;
    std::size_t size = 0; ///< 0: no CPython in this process

    [[nodiscard]] bool contains(const void* address) const noexcept { return offset(address) < size; }
    [[nodiscard]] std::uint64_t offset(const void* address) const noexcept {
        return reinterpret_cast<std::uintptr_t>(address) - begin;
    }
};

extern constinit AddressRange python_runtime;

/// Looks among the program's own libraries; one that is loaded later with dlopen is not seen.
void find_python_runtime() noexcept;

} // namespace manybrains::probe::preload
