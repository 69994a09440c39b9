// Sleeping, in both manners: blocking the thread, and as a coroutine that leaves the thread to others meanwhile.
#pragma once

#include "core/native/task.h"

namespace manybrains::native {

/// The interpreter lock is let go until the time has passed.
void sleep_for(double seconds);

[[nodiscard]] Awaitable<void> sleep_async(double seconds);

} // namespace manybrains::native
