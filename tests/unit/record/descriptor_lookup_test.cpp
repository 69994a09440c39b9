// What waiting for a descriptor means, asked about real ones of this process.
#include "core/base/unique_fd.h"
#include "core/record/descriptor_lookup.h"

#include <gtest/gtest.h>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <fcntl.h>

#include <array>
#include <initializer_list>
#include <utility>

namespace manybrains::record {
namespace {

using trace::State;

std::pair<UniqueFd, UniqueFd> make_pipe() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

std::pair<UniqueFd, UniqueFd> make_socket_pair() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

UniqueFd make_network_socket() {
    return UniqueFd(::socket(AF_INET, SOCK_STREAM, 0));
}

UniqueFd make_timer() {
    return UniqueFd(::timerfd_create(CLOCK_MONOTONIC, 0));
}

UniqueFd make_event() {
    return UniqueFd(::eventfd(0, 0));
}

UniqueFd make_epoll(std::initializer_list<int> watched) {
    UniqueFd epoll(::epoll_create1(0));
    for (const int fd : watched) {
        epoll_event interest{};
        interest.events = EPOLLIN;
        EXPECT_EQ(::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, fd, &interest), 0);
    }
    return epoll;
}

std::optional<State> meaning(const UniqueFd& fd) {
    DescriptorLookup lookup;
    return lookup.meaning(Pid{::getpid()}, fd.get(), Time{});
}

TEST(DescriptorLookup, knowsEveryKind) {
    EXPECT_EQ(meaning(make_pipe().first), State::pipe);
    EXPECT_EQ(meaning(make_socket_pair().first), State::pipe);
    EXPECT_EQ(meaning(make_network_socket()), State::network);
    EXPECT_EQ(meaning(make_timer()), State::sleep);
    EXPECT_EQ(meaning(make_event()), State::wait);
    EXPECT_EQ(meaning(UniqueFd(::open("/proc/self/exe", O_RDONLY))), State::disk);
    EXPECT_EQ(meaning(UniqueFd(::open("/dev/null", O_RDONLY))), State::other);
    EXPECT_EQ(meaning(UniqueFd()), std::nullopt);
}

TEST(DescriptorLookup, anEventLoopMeansTheMostTellingThingItWatches) {
    const auto own = make_socket_pair();
    const auto pipe = make_pipe();
    const UniqueFd network = make_network_socket();
    const UniqueFd timer = make_timer();
    const UniqueFd event = make_event();
    const UniqueFd inner = make_epoll({network.get()});
    EXPECT_EQ(meaning(make_epoll({})), State::other);
    EXPECT_EQ(meaning(make_epoll({own.first.get()})), State::wait);
    EXPECT_EQ(meaning(make_epoll({event.get()})), State::wait);
    EXPECT_EQ(meaning(make_epoll({event.get(), timer.get()})), State::sleep);
    EXPECT_EQ(meaning(make_epoll({own.first.get(), pipe.first.get()})), State::pipe);
    EXPECT_EQ(meaning(make_epoll({own.first.get(), timer.get(), pipe.first.get(), network.get()})), State::network);
    EXPECT_EQ(meaning(make_epoll({inner.get()})), State::other) << "only one level deep";
}

TEST(DescriptorLookup, asksAgainAfterAWhileOnly) {
    DescriptorLookup lookup;
    const Pid self{::getpid()};
    auto [reading, writing] = make_pipe();
    const int number = reading.get();
    EXPECT_EQ(lookup.meaning(self, number, time_from_ns(0)), State::pipe);
    const UniqueFd network = make_network_socket();
    ASSERT_EQ(::dup2(network.get(), number), number);
    EXPECT_EQ(lookup.meaning(self, number, time_from_ns(9'999'999)), State::pipe);
    EXPECT_EQ(lookup.meaning(self, number, time_from_ns(10'000'000)), State::network);
}

TEST(DescriptorLookup, remembersWhatAClosedDescriptorWas) {
    DescriptorLookup lookup;
    const Pid self{::getpid()};
    auto [reading, writing] = make_pipe();
    const int number = reading.get();
    EXPECT_EQ(lookup.meaning(self, number, time_from_ns(0)), State::pipe);
    reading.reset();
    EXPECT_EQ(lookup.meaning(self, number, time_from_ns(50'000'000)), State::pipe);
}

TEST(DescriptorLookup, aProcessThatIsGoneHasNone) {
    DescriptorLookup lookup;
    EXPECT_EQ(lookup.meaning(Pid{4'194'305}, 0, Time{}), std::nullopt);
}

} // namespace
} // namespace manybrains::record
