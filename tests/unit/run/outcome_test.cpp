#include "core/run/outcome.h"

#include <gtest/gtest.h>

namespace manybrains::run {
namespace {

TEST(Outcome, CodesAreTheWordsOfTheCommandLine) {
    EXPECT_EQ(code(Outcome::completed), "completed");
    EXPECT_EQ(code(Outcome::failed), "failed");
    EXPECT_EQ(code(Outcome::crashed), "crashed");
    EXPECT_EQ(code(Outcome::timed_out), "timed-out");
    EXPECT_EQ(code(Outcome::cancelled), "cancelled");
    EXPECT_EQ(code(Outcome::contained), "contained");
    EXPECT_EQ(code(Cap::none), "none");
    EXPECT_EQ(code(Cap::files), "files");
}

TEST(Outcome, EveryCodeIsReadBack) {
    for (const Outcome outcome : {Outcome::completed, Outcome::failed, Outcome::crashed, Outcome::timed_out,
                                  Outcome::cancelled, Outcome::contained}) {
        EXPECT_EQ(outcome_from_code(code(outcome)), outcome);
    }
    EXPECT_EQ(outcome_from_code("timed out"), std::nullopt);
    EXPECT_EQ(outcome_from_code(""), std::nullopt);
}

} // namespace
} // namespace manybrains::run
