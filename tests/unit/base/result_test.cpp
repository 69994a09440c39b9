#include "core/base/result.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <stdexcept>

namespace manybrains {
namespace {

Result<int> fails() {
    return input_error("workers 0", "out of range", "use 1 to 256");
}

TEST(Result, CarriesTheValueOrTheError) {
    const Result<int> good = 7;
    ASSERT_TRUE(good);
    EXPECT_EQ(*good, 7);
    const Result<int> bad = fails();
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().kind, ErrorKind::input);
    EXPECT_EQ(bad.error().message(), "workers 0: out of range");
}

TEST(Result, TakingTheValueOfAnErrorIsAProgrammingError) {
    EXPECT_THROW(fails().value(), std::logic_error);
}

TEST(Result, SystemErrorsKeepErrno) {
    errno = ENOENT;
    const Error error = system_error("/no/such/file");
    EXPECT_EQ(error.code, ENOENT);
    EXPECT_EQ(error.message(), "/no/such/file: No such file or directory");
}

} // namespace
} // namespace manybrains
