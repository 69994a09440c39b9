// Stands in for the probe: its functions, found by the engine at run time as the real ones are, write down what they
// are told of the interpreter lock.
#pragma once

#include "core/native/instruments.h"

#include <cstdint>
#include <thread>
#include <vector>

namespace manybrains::native {

struct LockRecord {
    LockEvent event;
    std::uint64_t lock;
    std::thread::id thread;
};

/// Forgets what was written down before.
void clear_lock_journal();
[[nodiscard]] std::vector<LockRecord> lock_journal();
/// How often a wait was said to be for the lock.
[[nodiscard]] int gil_wait_hints();

} // namespace manybrains::native
