// What a result file may be that somebody else wrote: never a crash, always an error that says what and where.
#include "core/io/result_file.h"

#include "tests/unit/io/sample_result.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace manybrains::io {
namespace {

/// The sample with the first `from` replaced.
std::string with(std::string_view from, std::string_view to) {
    std::string text = format(sample_result());
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

Error error_of(const std::string& text) {
    const auto result = parse_result(text);
    return result ? Error{} : result.error();
}

struct Case {
    std::string_view from;
    std::string_view to;
    std::string_view place;
    std::string_view why;
};

class WrongMember : public testing::TestWithParam<Case> {};

TEST_P(WrongMember, IsNamedWithItsPlace) {
    const auto& [from, to, place, why] = GetParam();
    const Error error = error_of(with(from, to));
    EXPECT_EQ(error.kind, ErrorKind::input);
    EXPECT_EQ(error.what, place);
    EXPECT_EQ(error.why, why);
}

INSTANTIATE_TEST_SUITE_P(
    Members, WrongMember,
    testing::Values(
        Case{"manybrains-result/1", "manybrains-result/2", "schema", "expected \"manybrains-result/1\""},
        Case{"\"lesson\": \"counting-loop\"", "\"lesson\": 7", "lesson", "expected a text, found a number"},
        Case{"\"lesson\"", "\"lessen\"", "lesson", "is missing"},
        Case{"\"cores\": 2", "\"cores\": -1", "machine.cores", "expected a number from 0 to 2147483647"},
        Case{"\"cores\": 2", "\"cores\": 2.5", "machine.cores", "expected a whole number, found a number"},
        Case{"\"cores\": 2", "\"cores\": 99999999999", "machine.cores", "expected a number from 0 to 2147483647"},
        Case{"\"wall_s\": 0.812", "\"wall_s\": \"0.812\"", "runs[0].wall_s", "expected a number, found a text"},
        Case{"\"wall_s\": 0.812", "\"wall_s\": -1", "runs[0].wall_s", "expected a number from 0"},
        Case{"\"wall_s\": 0.812", "\"wall_s\": 1e999", "runs[0].wall_s", "expected a number from 0"},
        Case{"\"wall_s\": 0.812", "\"wall_x\": 0.812", "runs[0].wall_s", "is missing"},
        Case{"\"expected\": true", "\"expected\": 1", "runs[0].expected", "expected true or false, found a number"},
        Case{"\"events\": 5231", "\"events\": 18446744073709551615", "runs[0].events",
             "expected a number from 0 to 9007199254740991"},
        Case{"\"recording\": \"kernel\"", "\"recording\": \"guessed\"", "runs[0].recording",
             "no such recording level: guessed"},
        Case{"\"gil-wait\": 0.79", "\"gill-wait\": 0.79", "runs[0].time_by_state.gill-wait", "no such state"},
        Case{"\"gil-wait\": 0.79", "\"gil-wait\": []", "runs[0].time_by_state.gil-wait",
             "expected a number, found a list"},
        Case{"\"word\": \"x\"", "\"word\": [1]", "runs[0].parameters.word", "expected a number or a text"},
        Case{"\"results\": [\"10000000\", \"10000000\"]", "\"results\": [\"1\", 2]", "runs[0].results[1]",
             "expected a text"},
        Case{"\"results\": [\"10000000\", \"10000000\"]", "\"results\": {}", "runs[0].results",
             "expected a list, found an object"}));

TEST(HostileResult, OfAnotherShapeIsRefused) {
    EXPECT_EQ(error_of("[]").message(), "the file: expected an object, found a list");
    EXPECT_EQ(error_of("null").what, "the file");
    EXPECT_EQ(error_of("{}").message(), "schema: is missing");
    EXPECT_EQ(error_of(with("\"runs\": [", "\"runs\": [null, ")).message(), "runs[0]: expected an object, found null");
}

TEST(HostileResult, ThatIsNoJsonSaysLineAndColumn) {
    EXPECT_EQ(error_of("").what, "1:1");
    EXPECT_EQ(error_of("{\"a\": 1,\n\n  x").what, "3:3");
    EXPECT_EQ(error_of("{} {}").what, "1:4");
    EXPECT_NE(error_of("\"\xff\"").what, "");
}

TEST(HostileResult, MayNestAsItLikes) {
    EXPECT_NE(error_of(std::string(1'000'000, '[')).why, "");
    EXPECT_NE(error_of(with("\"lesson\": ", "\"other\": " + std::string(100'000, '[') + ", \"lesson\": ")).why, "");
}

TEST(HostileResult, CutShortAnywhereIsAnError) {
    const std::string text = format(sample_result());
    for (std::size_t length = 0; length + 1 < text.size(); ++length) {
        ASSERT_FALSE(parse_result(std::string_view(text).substr(0, length))) << length;
    }
}

TEST(HostileResult, WithAnyBytesChangedNeverCrashes) {
    const std::string good = format(sample_result());
    std::mt19937 random(3);
    int refused = 0;
    for (int i = 0; i < 5000; ++i) {
        std::string text = good;
        for (unsigned changes = 1 + random() % 4; changes > 0; --changes) {
            text[random() % text.size()] = static_cast<char>(random());
        }
        refused += parse_result(text) ? 0 : 1;
    }
    EXPECT_GT(refused, 1000);
}

} // namespace
} // namespace manybrains::io
