#include "core/base/unique_fd.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace manybrains {
namespace {

bool is_open(int fd) {
    return ::fcntl(fd, F_GETFD) != -1;
}

TEST(UniqueFd, ClosesWhatItOwnsOnceAndOnlyWhenItStillOwnsIt) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    {
        UniqueFd first(ends[0]);
        UniqueFd moved(std::move(first));
        EXPECT_EQ(moved.get(), ends[0]);
        EXPECT_TRUE(is_open(ends[0]));
    }
    EXPECT_FALSE(is_open(ends[0]));

    UniqueFd second(ends[1]);
    const int released = second.release();
    second.reset();
    EXPECT_TRUE(is_open(released));
    ::close(released);
}

} // namespace
} // namespace manybrains
