#include "core/analyze/speedup.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace manybrains::analyze {
namespace {

TEST(Spread, OfNothingIsUnknown) {
    EXPECT_FALSE(spread({}));
}

TEST(Spread, OfOneIsItself) {
    const auto found = spread(std::array{1.5});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->minimum, 1.5);
    EXPECT_EQ(found->median, 1.5);
    EXPECT_EQ(found->maximum, 1.5);
}

TEST(Spread, OfAnOddNumberHasTheMiddleOne) {
    const auto found = spread(std::array{3.0, 1.0, 9.0});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->minimum, 1.0);
    EXPECT_EQ(found->median, 3.0);
    EXPECT_EQ(found->maximum, 9.0);
}

TEST(Spread, OfAnEvenNumberHasTheMeanOfTheMiddleTwo) {
    EXPECT_EQ(spread(std::array{4.0, 1.0, 2.0, 10.0})->median, 3.0);
}

} // namespace
} // namespace manybrains::analyze
