// Which process a pidfd stands for.
#pragma once

#include <sys/types.h>

namespace manybrains::probe::preload {

/// 0 when it is none, or its process is gone. Reads /proc; errno stays as it was.
[[nodiscard]] pid_t pid_of(int pidfd) noexcept;

} // namespace manybrains::probe::preload
