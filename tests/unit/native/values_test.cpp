#include "core/native/values.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace manybrains::native {
namespace {

TEST(Values, are_read_back_as_they_were) {
    EXPECT_EQ(from_text<std::int64_t>(to_text(std::numeric_limits<std::int64_t>::min())),
              std::numeric_limits<std::int64_t>::min());
    for (const double number : {0.1, 1.0 / 3, 1e300, -0.0, 5e-324}) {
        EXPECT_EQ(from_text<double>(to_text(number)), number);
    }
    EXPECT_EQ(from_text<std::string>(to_text(std::string("a b"))), "a b");
}

TEST(Values, are_written_plainly) {
    EXPECT_EQ(to_text(10'000'000), "10000000");
    EXPECT_EQ(to_text(2.5), "2.5");
}

TEST(Values, are_refused_where_the_text_is_something_else) {
    for (const char* text : {"", " 1", "1 ", "1x", "1.5", "x", "99999999999"}) {
        EXPECT_EQ(from_text<int>(text), std::nullopt) << text;
    }
    for (const char* text : {"", "nan", "inf", "1e999", "1.5s"}) {
        EXPECT_EQ(from_text<double>(text), std::nullopt) << text;
    }
}

} // namespace
} // namespace manybrains::native
