// Slices as a recorder might append them, from a seed: with gaps and without, from one nanosecond to milliseconds.
#pragma once

#include "core/trace/track.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace manybrains::trace {

inline std::vector<Slice> random_slices(std::uint64_t seed, std::size_t count) {
    std::mt19937_64 random(seed);
    std::bernoulli_distribution gap(0.3);
    std::uniform_int_distribution<int> magnitude(0, 20);
    std::uniform_int_distribution<int> key(0, static_cast<int>(key_count) - 1);
    const auto length = [&] {
        return 1 + static_cast<std::int64_t>(random() % (std::uint64_t{1} << magnitude(random)));
    };

    std::vector<Slice> slices;
    slices.reserve(count);
    std::int64_t now = 1'000'000;
    for (std::size_t i = 0; i < count; ++i) {
        now += gap(random) ? length() : 0;
        const std::int64_t begin = now;
        now += length();
        slices.push_back({time_from_ns(begin), time_from_ns(now), static_cast<Key>(key(random)),
                          static_cast<std::uint32_t>(random())});
    }
    return slices;
}

/// What Track::coverage() must equal.
inline Coverage coverage_by_walking(const std::vector<Slice>& slices, Time begin, Time end) {
    Coverage covered{};
    for (const Slice& slice : slices) {
        const Duration overlap = std::min(slice.end, end) - std::max(slice.begin, begin);
        covered[slice.key] += std::max<std::int64_t>(0, overlap.count());
    }
    return covered;
}

} // namespace manybrains::trace
