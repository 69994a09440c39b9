#include "core/trace/track.h"

#include "tests/unit/trace/random_slices.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

namespace manybrains::trace {
namespace {

Track& fill(Track& track, const std::vector<Slice>& slices) {
    for (const Slice& slice : slices) {
        track.append(slice);
    }
    return track;
}

Slice slice(std::int64_t begin, std::int64_t end, Key key, std::uint32_t detail = 0) {
    return {time_from_ns(begin), time_from_ns(end), key, detail};
}

TEST(ThreadDetail, SurvivesPacking) {
    for (const std::int32_t core : {-1, 0, 1, 255, 4095, 65'533}) {
        for (const std::uint8_t call : {0, 1, 17, 255}) {
            for (unsigned flags = 0; flags < 8; ++flags) {
                const ThreadDetail detail{.core = {core},
                                          .held_gil = (flags & 1U) != 0,
                                          .preempted = (flags & 2U) != 0,
                                          .sampled = (flags & 4U) != 0,
                                          .call = call};
                EXPECT_EQ(ThreadDetail::unpack(detail.pack()), detail);
            }
        }
    }
    EXPECT_FALSE(ThreadDetail::unpack(0).core.known());
}

TEST(Track, GivesBackWhatWasAppended) {
    const auto slices = random_slices(1, 2000);
    Track track(TrackId{7}, {.kind = TrackKind::core, .core = {3}});
    fill(track, slices);
    EXPECT_EQ(track.id(), TrackId{7});
    EXPECT_EQ(track.info().core, Core{3});
    ASSERT_EQ(track.size(), slices.size());
    for (std::size_t i = 0; i < slices.size(); ++i) {
        const Slice got = track.slice(i);
        ASSERT_EQ(got.begin, slices[i].begin);
        ASSERT_EQ(got.end, slices[i].end);
        ASSERT_EQ(got.key, slices[i].key);
        ASSERT_EQ(got.detail, slices[i].detail);
    }
}

TEST(Track, LeavesEmptySlicesOut) {
    Track track(TrackId{}, {});
    fill(track, {slice(0, 10, 1), slice(10, 10, 2), slice(10, 20, 3)});
    ASSERT_EQ(track.size(), 2U);
    EXPECT_EQ(track.slice(1).key, 3);
}

TEST(Track, AnEmptyTrackCoversNothing) {
    const Track track(TrackId{}, {});
    EXPECT_TRUE(track.empty());
    EXPECT_EQ(track.first_ending_after(time_from_ns(5)), 0U);
    EXPECT_EQ(track.coverage(time_from_ns(0), time_from_ns(100)), Coverage{});
    EXPECT_FALSE(track.open());
}

TEST(Track, FindsTheFirstSliceThatEndsAfterATime) {
    Track track(TrackId{}, {});
    fill(track, {slice(10, 20, 0), slice(20, 30, 1), slice(40, 50, 2)});
    EXPECT_EQ(track.first_ending_after(time_from_ns(0)), 0U);
    EXPECT_EQ(track.first_ending_after(time_from_ns(19)), 0U);
    EXPECT_EQ(track.first_ending_after(time_from_ns(20)), 1U);
    EXPECT_EQ(track.first_ending_after(time_from_ns(35)), 2U);
    EXPECT_EQ(track.first_ending_after(time_from_ns(49)), 2U);
    EXPECT_EQ(track.first_ending_after(time_from_ns(50)), 3U);
}

TEST(Track, CoverageCountsPartsOfSlicesAtBothEdges) {
    Track track(TrackId{}, {});
    fill(track, {slice(10, 20, 0), slice(20, 30, 1), slice(40, 50, 0)});
    const Coverage covered = track.coverage(time_from_ns(15), time_from_ns(42));
    EXPECT_EQ(covered[0], 5 + 2);
    EXPECT_EQ(covered[1], 10);
    EXPECT_EQ(track.coverage(time_from_ns(32), time_from_ns(38)), Coverage{});
    EXPECT_EQ(track.coverage(time_from_ns(22), time_from_ns(23))[1], 1);
    EXPECT_EQ(track.coverage(time_from_ns(42), time_from_ns(15)), Coverage{});
}

class TrackCoverage : public testing::TestWithParam<std::size_t> {};

TEST_P(TrackCoverage, EqualsWalkingEverySlice) {
    const std::size_t count = GetParam();
    const auto slices = random_slices(count, count);
    Track track(TrackId{}, {});
    fill(track, slices);

    std::mt19937_64 random(count + 1);
    const std::int64_t first = to_ns(slices.front().begin) - 100;
    const std::int64_t last = to_ns(slices.back().end) + 100;
    std::uniform_int_distribution<std::int64_t> anywhere(first, last);
    for (int i = 0; i < 300; ++i) {
        const auto [begin, end] = std::minmax({anywhere(random), anywhere(random)});
        ASSERT_EQ(track.coverage(time_from_ns(begin), time_from_ns(end)),
                  coverage_by_walking(slices, time_from_ns(begin), time_from_ns(end)));
    }
    EXPECT_EQ(track.coverage(Time::min(), Time::max()),
              coverage_by_walking(slices, time_from_ns(first), time_from_ns(last)));
}

// Around the edges of a block of checkpoints (32) and of a chunk (256).
INSTANTIATE_TEST_SUITE_P(Lengths, TrackCoverage,
                         testing::Values(1, 2, 31, 32, 33, 63, 64, 65, 255, 256, 257, 288, 511, 512, 513, 3000));

TEST(Track, CoverageOfARowIsThatOfItsParts) {
    const auto slices = random_slices(99, 4000);
    Track track(TrackId{}, {});
    fill(track, slices);
    const std::int64_t first = to_ns(slices.front().begin);
    const std::int64_t last = to_ns(slices.back().end);
    std::mt19937_64 random(100);
    std::uniform_int_distribution<std::int64_t> anywhere(first - 100, last + 100);
    for (const std::int64_t parts : {1, 2, 7, 640, 1600}) {
        const auto [begin, end] = std::minmax({anywhere(random), anywhere(random)});
        std::vector<Coverage> row(static_cast<std::size_t>(parts));
        track.coverage(time_from_ns(begin), time_from_ns(end), row);
        for (std::int64_t part = 0; part < parts; ++part) {
            ASSERT_EQ(row[static_cast<std::size_t>(part)],
                      coverage_by_walking(slices, time_from_ns(begin + (end - begin) * part / parts),
                                          time_from_ns(begin + (end - begin) * (part + 1) / parts)));
        }
    }
}

TEST(Track, CoverageOfARowThatIsNarrowerThanItsPixelsIsExactToo) {
    Track track(TrackId{}, {});
    fill(track, {slice(10, 12, 3), slice(12, 14, 4)});
    std::vector<Coverage> row(16);
    track.coverage(time_from_ns(9), time_from_ns(15), row);
    Coverage sum{};
    for (const Coverage& part : row) {
        sum[3] += part[3];
        sum[4] += part[4];
    }
    EXPECT_EQ(sum[3], 2);
    EXPECT_EQ(sum[4], 2);
    row.assign(16, sum);
    track.coverage(time_from_ns(15), time_from_ns(9), row);
    EXPECT_EQ(row, std::vector<Coverage>(16));
}

TEST(Track, CoveredUntilNeverFalls) {
    const auto slices = random_slices(5, 500);
    Track track(TrackId{}, {});
    fill(track, slices);
    Coverage before{};
    const std::int64_t begin = to_ns(slices.front().begin);
    const std::int64_t end = to_ns(slices.back().end);
    const std::int64_t step = (end - begin) / 5000 + 1;
    for (std::int64_t time = begin - step; time <= end + step; time += step) {
        const Coverage covered = track.covered_until(time_from_ns(time));
        for (std::size_t key = 0; key < key_count; ++key) {
            ASSERT_LE(before[key], covered[key]);
        }
        before = covered;
    }
}

TEST(Track, OpenSliceFollowsTheWriter) {
    Track track(TrackId{}, {});
    track.set_open(time_from_ns(100), 4, 77);
    auto open = track.open();
    ASSERT_TRUE(open);
    EXPECT_EQ(open->begin, time_from_ns(100));
    EXPECT_EQ(open->end, open->begin);
    EXPECT_EQ(open->key, 4);
    EXPECT_EQ(open->detail, 77U);
    track.set_open(time_from_ns(200), 5, 78);
    EXPECT_EQ(track.open()->key, 5);
    track.clear_open();
    EXPECT_FALSE(track.open());
}

TEST(Track, OpenSliceNeverOverlapsThePublishedOnes) {
    Track track(TrackId{}, {});
    track.set_open(time_from_ns(100), 4, 0);
    track.append(slice(100, 150, 4));
    EXPECT_EQ(track.open()->begin, time_from_ns(150));
}

#ifndef NDEBUG
TEST(TrackDeathTest, RefusesToGoBackInTime) {
    Track track(TrackId{}, {});
    track.append(slice(10, 20, 0));
    EXPECT_DEATH(track.append(slice(19, 30, 0)), "");
    EXPECT_DEATH(track.append(slice(40, 30, 0)), "");
}
#endif

} // namespace
} // namespace manybrains::trace
