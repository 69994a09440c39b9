#include "core/probe/preload/epoll_interest.h"

#include <atomic>
#include <cstddef>

namespace manybrains::probe::preload {

namespace {

struct Interest {
    std::atomic<std::uint64_t> data;
    std::atomic<int> fd_plus_one; ///< 0: never used
};

constexpr std::size_t interest_bits = 10;
constinit Interest interests[std::size_t{1} << interest_bits] = {};

/// Fibonacci hashing: pointers and small numbers spread alike.
Interest& place_of(std::uint64_t data) noexcept {
    return interests[(data * 0x9e37'79b9'7f4a'7c15) >> (64 - interest_bits)];
}

} // namespace

void remember_interest(std::uint64_t data, int fd) noexcept {
    Interest& place = place_of(data);
    place.fd_plus_one.store(fd + 1, std::memory_order_relaxed);
    place.data.store(data, std::memory_order_release);
}

int descriptor_behind(std::uint64_t data) noexcept {
    const Interest& place = place_of(data);
    const bool same = place.data.load(std::memory_order_acquire) == data;
    return same ? place.fd_plus_one.load(std::memory_order_relaxed) - 1 : -1;
}

} // namespace manybrains::probe::preload
