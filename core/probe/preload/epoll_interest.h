// Which descriptor stands behind an epoll event: an event carries back only the number that the program chose when it
// registered the descriptor (a pointer with Asio, the descriptor itself with CPython).
#pragma once

#include <cstdint>

namespace manybrains::probe::preload {

/// Keeps the latest registrations; later ones may push older ones out. Any thread.
void remember_interest(std::uint64_t data, int fd) noexcept;

/// -1 when it is not known (any more).
[[nodiscard]] int descriptor_behind(std::uint64_t data) noexcept;

} // namespace manybrains::probe::preload
