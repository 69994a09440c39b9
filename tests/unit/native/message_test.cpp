#include "core/native/message.h"

#include "core/base/unique_fd.h"

#include <gmock/gmock.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <thread>

namespace manybrains::native {
namespace {

class MessageTest : public ::testing::Test {
protected:
    MessageTest() {
        std::signal(SIGPIPE, SIG_IGN);
        std::array<int, 2> ends{};
        EXPECT_EQ(::pipe(ends.data()), 0);
        read_end.reset(ends[0]);
        write_end.reset(ends[1]);
    }

    void write_raw(std::string_view bytes) {
        EXPECT_EQ(::write(write_end.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    }
    void write_length(std::uint32_t length) { write_raw({reinterpret_cast<const char*>(&length), sizeof length}); }

    UniqueFd read_end;
    UniqueFd write_end;
};

TEST_F(MessageTest, arrives_as_it_was_sent) {
    const Message message = {"count", "", std::string("a\0b\n", 4), "\xff"};
    send_message(write_end.get(), message);
    send_message(write_end.get(), {});
    EXPECT_EQ(receive_message(read_end.get()), message);
    EXPECT_EQ(receive_message(read_end.get()), Message{});
}

TEST_F(MessageTest, may_be_longer_than_a_pipe) {
    const Message message = {std::string(1 << 20, 'x'), "end"};
    std::jthread sender([&] { send_message(write_end.get(), message); });
    EXPECT_EQ(receive_message(read_end.get()), message);
}

TEST_F(MessageTest, is_none_when_the_sender_is_gone) {
    write_end.reset();
    EXPECT_EQ(receive_message(read_end.get()), std::nullopt);
}

TEST_F(MessageTest, is_none_when_the_sender_goes_in_the_middle) {
    write_length(100);
    write_raw("abc");
    write_end.reset();
    EXPECT_EQ(receive_message(read_end.get()), std::nullopt);
}

TEST_F(MessageTest, cannot_be_sent_to_nobody) {
    read_end.reset();
    try {
        send_message(write_end.get(), {"count"});
        FAIL() << "nothing thrown";
    } catch (const std::system_error& failure) {
        EXPECT_EQ(failure.code(), std::errc::broken_pipe);
    }
}

TEST_F(MessageTest, is_refused_when_its_length_is_absurd) {
    write_length(0xffff'ffff);
    EXPECT_THROW((void)receive_message(read_end.get()), std::runtime_error);
}

TEST_F(MessageTest, is_refused_when_a_text_reaches_beyond_its_end) {
    write_length(8);
    write_length(5);
    write_raw("abcd");
    EXPECT_THROW((void)receive_message(read_end.get()), std::runtime_error);
}

} // namespace
} // namespace manybrains::native
