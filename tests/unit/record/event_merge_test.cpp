// One order out of many streams, as far as it is safe.
#include "core/record/event_merge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace manybrains::record {
namespace {

Event at(std::int64_t time, int tid = 1) {
    return {time_from_ns(time), Pid{1}, Tid{tid}, Core{}, SwitchIn{}};
}

std::vector<std::int64_t> deliver(EventMerge& merge, std::int64_t horizon) {
    std::vector<std::int64_t> times;
    const std::size_t count =
        merge.deliver_until(time_from_ns(horizon), [&](const Event& event) { times.push_back(to_ns(event.time)); });
    EXPECT_EQ(count, times.size());
    return times;
}

using Times = std::vector<std::int64_t>;

TEST(EventMerge, interleavesStreamsByTime) {
    EventMerge merge;
    EventStream& left = merge.add_stream();
    EventStream& right = merge.add_stream();
    for (const std::int64_t time : {1, 4, 5, 9}) {
        left.push(at(time));
    }
    for (const std::int64_t time : {2, 3, 7}) {
        right.push(at(time));
    }
    EXPECT_EQ(deliver(merge, 100), (Times{1, 2, 3, 4, 5, 7, 9}));
    EXPECT_TRUE(deliver(merge, 100).empty());
}

TEST(EventMerge, keepsWhatLiesBehindTheHorizon) {
    EventMerge merge;
    EventStream& stream = merge.add_stream();
    stream.push(at(10));
    stream.push(at(20));
    stream.push(at(30));
    EXPECT_EQ(deliver(merge, 20), (Times{10, 20}));
    merge.add_stream().push(at(25)); // late, and in time
    EXPECT_EQ(deliver(merge, 30), (Times{25, 30}));
}

TEST(EventMerge, raisesTimesThatGoBackWithinAStream) {
    EventMerge merge;
    EventStream& stream = merge.add_stream();
    stream.push(at(10));
    stream.push(at(8));
    stream.push(at(12));
    EXPECT_EQ(deliver(merge, 100), (Times{10, 10, 12}));
}

TEST(EventMerge, keepsTheOrderOfAStreamAmongEqualTimes) {
    EventMerge merge;
    EventStream& stream = merge.add_stream();
    EventStream& other = merge.add_stream();
    for (int tid = 1; tid <= 5; ++tid) {
        stream.push(at(7, tid));
    }
    other.push(at(7, 100));
    std::vector<int> tids;
    merge.deliver_until(time_from_ns(7), [&](const Event& event) {
        if (event.tid.value < 100) {
            tids.push_back(event.tid.value);
        }
    });
    EXPECT_EQ(tids, (std::vector{1, 2, 3, 4, 5}));
}

TEST(EventMerge, losesNothingOfManyStreamsOverManyRounds) {
    std::mt19937_64 random(7);
    EventMerge merge;
    std::vector<EventStream*> streams;
    for (int i = 0; i < 9; ++i) {
        streams.push_back(&merge.add_stream());
    }
    std::size_t pushed = 0;
    Times delivered;
    std::int64_t now = 0;
    for (int round = 0; round < 200; ++round) {
        for (EventStream* stream : streams) {
            std::int64_t time = now;
            for (std::uint64_t i = random() % 8; i > 0; --i) {
                time += static_cast<std::int64_t>(random() % 100);
                stream->push(at(time));
                ++pushed;
            }
        }
        now += 800;
        const Times part = deliver(merge, now - 1);
        delivered.insert(delivered.end(), part.begin(), part.end());
    }
    const Times rest = deliver(merge, to_ns(Time::max()));
    delivered.insert(delivered.end(), rest.begin(), rest.end());
    EXPECT_EQ(delivered.size(), pushed);
    EXPECT_TRUE(std::is_sorted(delivered.begin(), delivered.end()));
}

} // namespace
} // namespace manybrains::record
