#include "core/run/line_splitter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace manybrains::run {
namespace {

using ::testing::ElementsAre;

class LineSplitterTest : public ::testing::Test {
protected:
    void add(std::string_view bytes) {
        splitter_.add(bytes, [this](std::string_view line) { lines_.emplace_back(line); });
    }
    void finish() {
        splitter_.finish([this](std::string_view line) { lines_.emplace_back(line); });
    }
    LineSplitter splitter_;
    std::vector<std::string> lines_;
};

TEST_F(LineSplitterTest, JoinsPiecesIntoLines) {
    add("one\ntw");
    EXPECT_THAT(lines_, ElementsAre("one"));
    add("o");
    add("\n\nfour\n");
    EXPECT_THAT(lines_, ElementsAre("one", "two", "", "four"));
}

TEST_F(LineSplitterTest, GivesTheRestAtTheEndOnce) {
    add("one\nrest");
    finish();
    finish();
    EXPECT_THAT(lines_, ElementsAre("one", "rest"));
}

TEST_F(LineSplitterTest, GivesNothingWhereTheLastLineWasComplete) {
    add("one\n");
    finish();
    EXPECT_THAT(lines_, ElementsAre("one"));
}

} // namespace
} // namespace manybrains::run
