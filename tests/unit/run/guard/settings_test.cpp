#include "core/run/guard/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace manybrains::run::guard {
namespace {

using ::testing::ElementsAre;

std::optional<Settings> parse(std::vector<std::string> arguments) {
    std::vector<char*> pointers;
    for (std::string& argument : arguments) {
        pointers.push_back(argument.data());
    }
    return parse_arguments(pointers);
}

TEST(GuardSettings, AreReadAsTheyWereWritten) {
    const Settings settings{.processes = 64,
                            .memory_bytes = 18'446'744'073'709'551'615U,
                            .time = std::chrono::milliseconds(60'000),
                            .file_bytes = 1,
                            .environment = {"A=b", "EMPTY=", "DASHES=--"},
                            .program = {"prog", "--", "A=b", ""}};
    const auto read = parse(to_arguments(settings));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->processes, 64);
    EXPECT_EQ(read->memory_bytes, settings.memory_bytes);
    EXPECT_EQ(read->time, settings.time);
    EXPECT_EQ(read->file_bytes, 1);
    EXPECT_EQ(read->environment, settings.environment);
    EXPECT_THAT(read->program, ElementsAre("prog", "--", "A=b", ""));
}

TEST(GuardSettings, AreRefusedWhereSomethingIsMissing) {
    EXPECT_FALSE(parse({}));
    EXPECT_FALSE(parse({"64", "1", "1"}));
    EXPECT_FALSE(parse({"64", "1", "1", "1"}));
    EXPECT_FALSE(parse({"64", "1", "1", "1", "--"}));
    EXPECT_FALSE(parse({"64", "1", "1", "x", "--", "prog"}));
    EXPECT_FALSE(parse({"64", "-1", "1", "1", "--", "prog"}));
    EXPECT_FALSE(parse({"64x", "1", "1", "1", "--", "prog"}));
}

} // namespace
} // namespace manybrains::run::guard
