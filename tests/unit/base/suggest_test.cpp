#include "core/base/suggest.h"

#include <gtest/gtest.h>

#include <array>

namespace manybrains {
namespace {

const std::array<std::string, 4> lessons = {"counting-loop", "five-sleepers", "five-downloads", "pool-map"};

TEST(Suggest, FindsTheNameBehindASlip) {
    EXPECT_EQ(nearest("counting-lop", lessons), "counting-loop");
    EXPECT_EQ(nearest("conuting-loop", lessons), "counting-loop");
    EXPECT_EQ(nearest("five-sleeper", lessons), "five-sleepers");
}

TEST(Suggest, TakesABeginningForTheName) {
    EXPECT_EQ(nearest("counting", lessons), "counting-loop");
}

TEST(Suggest, IsSilentWhereNothingIsNear) {
    EXPECT_EQ(nearest("zzzzzzzzzzzzzzzzzzzz", lessons), std::nullopt);
    EXPECT_EQ(nearest(std::string(100'000, 'x'), lessons), std::nullopt);
}

} // namespace
} // namespace manybrains
