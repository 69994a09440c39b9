// The parser of perf rings, on bytes laid out as the kernel lays them out, and on bytes that it would never write.
#include "core/record/perf_parse.h"

#include <linux/perf_event.h>

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace manybrains::record {
namespace {

/// Writes records into a ring as the kernel does: whole, one behind the other, around the end.
class RingWriter {
public:
    explicit RingWriter(std::size_t size, std::uint64_t start = 0) : data_(size), tail_(start), head_(start) {}

    template <typename... Parts>
    void record(std::uint32_t type, std::uint16_t misc, const Parts&... parts) {
        const auto size = static_cast<std::uint16_t>(sizeof(perf_event_header) + (sizeof parts + ... + 0));
        put(perf_event_header{type, misc, size});
        (put(parts), ...);
    }

    template <typename T>
    void put(const T& value) {
        std::array<std::byte, sizeof(T)> bytes;
        std::memcpy(bytes.data(), &value, sizeof(T));
        for (const std::byte byte : bytes) {
            data_[head_++ % data_.size()] = byte;
        }
    }

    [[nodiscard]] PerfRingView view() const { return {data_, tail_, head_}; }

private:
    std::vector<std::byte> data_;
    std::uint64_t tail_;
    std::uint64_t head_;
};

struct Id {
    std::uint32_t pid, tid;
    std::uint64_t time;
    std::uint32_t cpu, reserved = 0;
};
struct Task {
    std::uint32_t pid, ppid, tid, ptid;
    std::uint64_t time;
};
struct Lost {
    std::uint64_t id, count;
};
struct Comm {
    std::uint32_t pid, tid;
    char name[16];
};

struct Parsed {
    std::vector<Event> events;
    std::uint64_t lost;
};

Parsed parse(const PerfRingView& view) {
    EventStream stream;
    Parsed parsed;
    parsed.lost = parse_perf_records(view, stream);
    for (; !stream.empty(); stream.pop()) {
        parsed.events.push_back(stream.front());
    }
    return parsed;
}

TEST(PerfParse, switchesSayWhoWhenWhereAndWhy) {
    RingWriter ring(4096);
    ring.record(PERF_RECORD_SWITCH, 0, Id{7, 8, 1000, 3});
    ring.record(PERF_RECORD_SWITCH, PERF_RECORD_MISC_SWITCH_OUT, Id{7, 8, 2000, 3});
    ring.record(PERF_RECORD_SWITCH, PERF_RECORD_MISC_SWITCH_OUT | PERF_RECORD_MISC_SWITCH_OUT_PREEMPT,
                Id{7, 9, 3000, 2});
    const Parsed parsed = parse(ring.view());
    ASSERT_EQ(parsed.events.size(), 3U);
    EXPECT_EQ(parsed.lost, 0U);
    const Event& in = parsed.events[0];
    EXPECT_EQ(in.pid, Pid{7});
    EXPECT_EQ(in.tid, Tid{8});
    EXPECT_EQ(in.core, Core{3});
    EXPECT_EQ(to_ns(in.time), 1000);
    EXPECT_TRUE(std::holds_alternative<SwitchIn>(in.body));
    EXPECT_FALSE(std::get<SwitchOut>(parsed.events[1].body).preempted);
    EXPECT_TRUE(std::get<SwitchOut>(parsed.events[2].body).preempted);
}

TEST(PerfParse, birthsAndEndsCarryTheirOwnNumbersNotTheWritersOnes) {
    RingWriter ring(4096);
    ring.record(PERF_RECORD_FORK, 0, Task{20, 10, 21, 11, 500}, Id{10, 11, 501, 1});
    ring.record(PERF_RECORD_EXIT, 0, Task{20, 10, 21, 11, 900}, Id{20, 21, 901, 0});
    const Parsed parsed = parse(ring.view());
    ASSERT_EQ(parsed.events.size(), 2U);
    EXPECT_EQ(parsed.events[0].pid, Pid{20});
    EXPECT_EQ(parsed.events[0].tid, Tid{21});
    EXPECT_EQ(std::get<Forked>(parsed.events[0].body).parent, Pid{10});
    EXPECT_EQ(std::get<Forked>(parsed.events[0].body).parent_thread, Tid{11});
    EXPECT_TRUE(std::holds_alternative<Exited>(parsed.events[1].body));
    EXPECT_EQ(to_ns(parsed.events[1].time), 900);
}

TEST(PerfParse, namesAreCutAndTheirCauseIsKept) {
    RingWriter ring(4096);
    ring.record(PERF_RECORD_COMM, PERF_RECORD_MISC_COMM_EXEC, Comm{5, 5, "python3"}, Id{5, 5, 10, 0});
    Comm unterminated{5, 6, {}};
    std::memset(unterminated.name, 'x', sizeof unterminated.name);
    ring.record(PERF_RECORD_COMM, 0, unterminated, Id{5, 6, 20, 0});
    const Parsed parsed = parse(ring.view());
    ASSERT_EQ(parsed.events.size(), 2U);
    EXPECT_STREQ(std::get<Renamed>(parsed.events[0].body).name.data(), "python3");
    EXPECT_TRUE(std::get<Renamed>(parsed.events[0].body).exec);
    EXPECT_EQ(std::string(std::get<Renamed>(parsed.events[1].body).name.data()), std::string(15, 'x'));
    EXPECT_FALSE(std::get<Renamed>(parsed.events[1].body).exec);
}

TEST(PerfParse, lossesAreCounted) {
    RingWriter ring(4096);
    ring.record(PERF_RECORD_LOST, 0, Lost{1, 40}, Id{0, 0, 10, 0});
    ring.record(PERF_RECORD_LOST, 0, Lost{1, 2}, Id{0, 0, 20, 0});
    EXPECT_EQ(parse(ring.view()).lost, 42U);
}

TEST(PerfParse, kindsItDoesNotKnowAreSkipped) {
    RingWriter ring(4096);
    ring.record(PERF_RECORD_THROTTLE, 0, Task{}, Id{1, 1, 1, 0});
    ring.record(9999, 0, std::array<std::byte, 64>{});
    ring.record(PERF_RECORD_SWITCH, 0, Id{1, 2, 5, 0});
    const Parsed parsed = parse(ring.view());
    EXPECT_EQ(parsed.events.size(), 1U);
    EXPECT_EQ(parsed.lost, 0U);
}

TEST(PerfParse, recordsThatWrapAroundTheEndAreWhole) {
    constexpr std::size_t size = 256;
    for (std::uint64_t start = 0; start < 2 * size; start += 8) {
        RingWriter ring(size, start);
        ring.record(PERF_RECORD_FORK, 0, Task{20, 10, 21, 11, 500}, Id{10, 11, 501, 1});
        ring.record(PERF_RECORD_SWITCH, 0, Id{20, 21, 600, 1});
        const Parsed parsed = parse(ring.view());
        ASSERT_EQ(parsed.events.size(), 2U) << start;
        EXPECT_EQ(parsed.events[0].tid, Tid{21}) << start;
        EXPECT_EQ(to_ns(parsed.events[1].time), 600) << start;
    }
}

TEST(PerfParse, brokenFramesEndTheReadingAndCountAsALoss) {
    for (const std::uint16_t size : {0, 4, 4000}) {
        RingWriter ring(4096);
        ring.record(PERF_RECORD_SWITCH, 0, Id{1, 2, 5, 0});
        ring.put(perf_event_header{PERF_RECORD_SWITCH, 0, size});
        ring.put(std::array<std::byte, 64>{});
        const Parsed parsed = parse(ring.view());
        EXPECT_EQ(parsed.events.size(), 1U) << size;
        EXPECT_EQ(parsed.lost, 1U) << size;
    }
}

TEST(PerfParse, recordsTooShortForTheirKindAreIgnored) {
    for (const std::uint32_t type : {PERF_RECORD_SWITCH, PERF_RECORD_FORK, PERF_RECORD_EXIT, PERF_RECORD_COMM}) {
        RingWriter ring(4096);
        ring.record(type, 0);
        ring.record(type, 0, std::uint64_t{1});
        EXPECT_TRUE(parse(ring.view()).events.empty()) << type;
    }
}

TEST(PerfParse, anyBytesAreSurvived) {
    std::mt19937_64 random(20240117);
    std::vector<std::byte> noise(1024);
    for (int round = 0; round < 20'000; ++round) {
        for (std::byte& byte : noise) {
            byte = static_cast<std::byte>(random() % (round % 2 == 0 ? 256 : 16)); // small numbers look more real
        }
        const std::uint64_t tail = random() % 4096;
        EventStream stream;
        (void)parse_perf_records({noise, tail, tail + random() % (noise.size() + 1)}, stream);
    }
}

} // namespace
} // namespace manybrains::record
