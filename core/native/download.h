// Fetching a file over HTTP, in both manners: blocking the thread, and as a coroutine that leaves the thread to others
// while it waits. Both throw std::runtime_error where the answer is not the file.
#pragma once

#include "core/native/task.h"

#include <string>

namespace manybrains::native {

/// The body found at an http:// URL. The interpreter lock is let go until it is there.
[[nodiscard]] std::string fetch(std::string url);

[[nodiscard]] Awaitable<std::string> fetch_async(std::string url);

} // namespace manybrains::native
