// Readers while the recorder writes; meaningful under ThreadSanitizer too.
#include "core/trace/track.h"

#include "tests/unit/trace/random_slices.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <stop_token>
#include <thread>
#include <vector>

namespace manybrains::trace {
namespace {

TEST(TrackWhileItGrows, CoverageIsThatOfAPrefix) {
    const auto slices = random_slices(11, 60'000);
    Track track(TrackId{}, {});
    std::jthread writer([&] {
        for (const Slice& slice : slices) {
            track.append(slice);
        }
    });

    // A window that only ever gains: what is published stays, and what is added lies behind it.
    std::mt19937_64 random(12);
    while (track.empty()) {
    }
    while (track.size() < slices.size()) {
        const std::size_t published = track.size();
        const std::size_t first = random() % published;
        const Time begin = slices[first].begin;
        const Time end = slices[published - 1].end;
        const Coverage covered = track.coverage(begin, end);
        const auto total = std::accumulate(covered.begin(), covered.end(), std::int64_t{0});
        ASSERT_LE(total, (end - begin).count());
        ASSERT_EQ(track.slice(published - 1).end, end);
        if (published - first < 2000) {
            const std::vector<Slice> window(slices.begin() + static_cast<std::ptrdiff_t>(first),
                                            slices.begin() + static_cast<std::ptrdiff_t>(published));
            ASSERT_EQ(covered, coverage_by_walking(window, begin, end));
        }
    }
}

TEST(TrackWhileItGrows, CoverageRestsOnOnePublishedLength) {
    // A short window not far ahead of the writer. An answer out of two different lengths would count slices from
    // before the window, which the first of its two sums did not know yet.
    constexpr std::int64_t count = 200'000;
    Track track(TrackId{}, {});
    std::jthread writer([&] {
        for (std::int64_t i = 0; i < count; ++i) {
            track.append({time_from_ns(i * 10), time_from_ns(i * 10 + 10), 0, 0});
        }
    });
    while (track.size() < count) {
        const auto begin = static_cast<std::int64_t>(track.size()) * 10 + 200;
        ASSERT_LE(track.coverage(time_from_ns(begin), time_from_ns(begin + 10))[0], 10);
    }
}

TEST(TrackWhileItGrows, OpenSliceIsNeverTorn) {
    Track track(TrackId{}, {});
    std::jthread writer([&](const std::stop_token& stop) {
        for (std::uint32_t i = 1; !stop.stop_requested(); ++i) {
            if (i % 7 == 0) {
                track.clear_open();
            } else {
                track.set_open(time_from_ns(i), static_cast<Key>(i % key_count), i);
            }
        }
    });
    std::uint32_t last = 0;
    int changes_seen = 0; // few on a single core, where the two take turns
    for (int reads = 0; changes_seen < 50'000 && reads < 30'000'000; ++reads) {
        if (const auto open = track.open()) {
            ASSERT_EQ(to_ns(open->begin), open->detail);
            ASSERT_EQ(open->key, open->detail % key_count);
            ASSERT_GE(open->detail, last);
            changes_seen += open->detail != last ? 1 : 0;
            last = open->detail;
        }
    }
}

} // namespace
} // namespace manybrains::trace
