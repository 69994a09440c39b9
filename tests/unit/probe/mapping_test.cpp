#include "core/probe/mapping.h"

#include "tests/unit/probe/ring_user.h"

#include <gmock/gmock.h>

#include <sys/wait.h>
#include <unistd.h>

#include <fcntl.h>

#include <cstring>
#include <random>
#include <vector>

namespace manybrains::probe {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::RingUser;

constexpr Pid own_pid{100};
constexpr Tid own_tid{101};

class MappingTest : public ::testing::Test {
protected:
    /// The arguments of the records that a drain hands over.
    std::vector<std::uint64_t> drain() {
        std::vector<std::uint64_t> arguments;
        mapping_.drain([&](const Writer&, const Event& event) { arguments.push_back(event.argument); });
        return arguments;
    }

    RingMapping mapping_ = RingMapping::create().value();
    RingUser user_{mapping_.path()};
};

TEST_F(MappingTest, HandsOverEveryFieldOfARecord) {
    user_.take(3, own_pid, own_tid);
    Record& slot = user_.reserve(3);
    slot.kind = Kind::call_end;
    slot.call = Call::connect;
    slot.descriptor = Descriptor::network_socket;
    slot.flags = flag_timed_out;
    slot.core = 7;
    slot.argument = 42;
    slot.time = 123;

    std::size_t seen = 0;
    mapping_.drain([&](const Writer& writer, const Event& event) {
        ++seen;
        EXPECT_EQ(writer.ring, 3U);
        EXPECT_EQ(writer.pid, own_pid);
        EXPECT_EQ(writer.tid, own_tid);
        EXPECT_EQ(event.time, time_from_ns(123));
        EXPECT_EQ(event.kind, Kind::call_end);
        EXPECT_EQ(event.call, Call::connect);
        EXPECT_EQ(event.descriptor, Descriptor::network_socket);
        EXPECT_TRUE(event.timed_out);
        EXPECT_EQ(event.core, Core{7});
        EXPECT_EQ(event.argument, 42U);
    });
    EXPECT_EQ(seen, 1U);
}

TEST_F(MappingTest, TellsAnUnknownCore) {
    user_.take(0, own_pid, own_tid);
    user_.write(0, 1, Kind::thread_start);
    mapping_.drain([](const Writer&, const Event& event) { EXPECT_FALSE(event.core.known()); });
}

TEST_F(MappingTest, ReadsEachRecordOnceForManyRoundsOfTheRing) {
    user_.take(0, own_pid, own_tid);
    std::uint64_t next = 0;
    for (int round = 0; round < 5; ++round) {
        std::vector<std::uint64_t> written;
        for (std::size_t i = 0; i < ring_capacity - 100; ++i, ++next) {
            user_.write(0, next + 1, Kind::hint_begin, next);
            written.push_back(next);
        }
        EXPECT_EQ(drain(), written);
        EXPECT_EQ(user_.ring(0).tail, next) << "the writer has to learn of the room";
    }
    EXPECT_THAT(drain(), IsEmpty());
    EXPECT_EQ(mapping_.lost(), 0U);
}

TEST_F(MappingTest, WaitsForARecordThatIsBeingWritten) {
    user_.take(0, own_pid, own_tid);
    user_.write(0, 1, Kind::hint_begin, 1);
    Record& unpublished = user_.reserve(0);
    user_.write(0, 3, Kind::hint_begin, 3); // by a signal handler, in the middle of the record before
    EXPECT_THAT(drain(), ElementsAre(1));

    unpublished.kind = Kind::hint_begin;
    unpublished.argument = 2;
    unpublished.time = 2;
    EXPECT_THAT(drain(), ElementsAre(2, 3));
}

TEST_F(MappingTest, CountsARecordLeftHalfWrittenByAThreadThatEnded) {
    user_.take(0, own_pid, own_tid);
    (void)user_.reserve(0);
    user_.write(0, 2, Kind::hint_begin, 2);
    user_.end(0);
    EXPECT_THAT(drain(), ElementsAre(2));
    EXPECT_EQ(mapping_.lost(), 1U);
}

TEST_F(MappingTest, FreesTheRingOfAThreadThatEnded) {
    user_.take(0, own_pid, own_tid);
    user_.write(0, 1, Kind::hint_begin, 1);
    user_.ring(0).lost = 5;
    user_.end(0);
    EXPECT_THAT(drain(), ElementsAre(1));

    EXPECT_EQ(user_.ring(0).state, RingState::free);
    EXPECT_EQ(user_.ring(0).head, 0U);
    EXPECT_EQ(user_.ring(0).tail, 0U);
    EXPECT_EQ(user_.control().free_hint, 0U);
    EXPECT_EQ(mapping_.lost(), 5U) << "what was lost stays counted";

    user_.take(0, own_pid, Tid{102});
    user_.write(0, 9, Kind::hint_begin, 9);
    EXPECT_THAT(drain(), ElementsAre(9));
}

TEST_F(MappingTest, KeepsTheRingOfAThreadThatLives) {
    user_.take(0, Pid{::getpid()}, Tid{::gettid()});
    mapping_.end_gone_threads();
    drain();
    EXPECT_EQ(user_.ring(0).state, RingState::in_use);
}

TEST_F(MappingTest, FreesTheRingsOfAProcessThatIsGone) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(0);
    }
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    user_.take(0, Pid{child}, Tid{child});
    user_.write(0, 1, Kind::hint_begin, 1);
    mapping_.end_gone_threads();
    EXPECT_THAT(drain(), ElementsAre(1));
    EXPECT_EQ(user_.ring(0).state, RingState::free);
}

TEST_F(MappingTest, AProgramThatStartsAnewEndsTheRingsOfTheOldOne) {
    user_.take(0, own_pid, own_tid, 10);
    user_.take(1, own_pid, Tid{102}, 11);
    user_.take(2, Pid{200}, Tid{200}, 5);
    user_.take(3, own_pid, own_tid, 20); // after exec
    user_.write(3, 20, Kind::process_start);
    user_.take(4, own_pid, Tid{103}, 21); // the new program's second thread
    drain();
    drain();
    EXPECT_EQ(user_.ring(0).state, RingState::free);
    EXPECT_EQ(user_.ring(1).state, RingState::free);
    EXPECT_EQ(user_.ring(2).state, RingState::in_use) << "another process";
    EXPECT_EQ(user_.ring(3).state, RingState::in_use);
    EXPECT_EQ(user_.ring(4).state, RingState::in_use);
}

TEST_F(MappingTest, NamesAreReadOnlyWhenTheyAreComplete) {
    std::memcpy(user_.control().names[1].text, "fetch", sizeof "fetch");
    user_.control().names[1].state = 1;
    EXPECT_EQ(mapping_.name(1), "");
    user_.control().names[1].state = 2;
    EXPECT_EQ(mapping_.name(1), "fetch");
    EXPECT_EQ(mapping_.name(name_count), "");

    std::memset(user_.control().names[1].text, 'x', name_length);
    EXPECT_EQ(mapping_.name(1).size(), name_length);
}

TEST_F(MappingTest, SurvivesAProgramThatScribblesOverIt) {
    std::mt19937_64 random(7);
    auto* words = reinterpret_cast<std::uint64_t*>(&user_.control());
    for (int round = 0; round < 20; ++round) {
        for (std::size_t i = 0; i < sizeof(Mapping) / sizeof(std::uint64_t); ++i) {
            words[i] = random();
        }
        for (std::uint32_t index = 0; index < 4; ++index) {
            user_.ring(index).state = index % 2 == 0 ? RingState::in_use : RingState::ended;
            for (std::uint64_t position = 0; position < ring_capacity; ++position) {
                std::memset(static_cast<void*>(&user_.record(index, position)), static_cast<int>(random()),
                            sizeof(Record));
            }
        }
        mapping_.drain([](const Writer&, const Event& event) {
            EXPECT_LE(event.kind, Kind::signal_sent);
            EXPECT_LE(event.call, Call::file_lock);
            EXPECT_LE(event.descriptor, Descriptor::other);
        });
        mapping_.end_gone_threads();
        (void)mapping_.name(static_cast<std::uint32_t>(random()));
    }
}

TEST_F(MappingTest, CannotBeCutShortByAProgram) {
    const UniqueFd fd(::open(mapping_.path().c_str(), O_RDWR | O_CLOEXEC));
    ASSERT_TRUE(fd);
    EXPECT_NE(::ftruncate(fd.get(), 4096), 0);
}

TEST(Mapping, IsGoneWithItsOwner) {
    std::string path;
    {
        const RingMapping mapping = RingMapping::create().value();
        path = mapping.path();
        EXPECT_EQ(::access(path.c_str(), R_OK | W_OK), 0);
    }
    EXPECT_NE(::access(path.c_str(), F_OK), 0);
}

} // namespace
} // namespace manybrains::probe
