// What a descriptor is, asked after a long call on it. Never remembered: descriptors are reused.
#pragma once

#include "core/probe/ring.h"

namespace manybrains::probe::preload {

/// One or two system calls; errno stays as it was.
[[nodiscard]] Descriptor descriptor_kind(int fd) noexcept;

/// A timerfd. One system call; errno stays as it was.
[[nodiscard]] bool is_timer(int fd) noexcept;

} // namespace manybrains::probe::preload
