#include "core/lesson/loader.h"

#include <gtest/gtest.h>

#include <limits>

namespace manybrains::lesson {
namespace {

Parameter tasks() {
    Parameter parameter;
    parameter.name = "tasks";
    parameter.minimum = std::int64_t{1};
    parameter.maximum = std::int64_t{64};
    parameter.standard = std::int64_t{2};
    return parameter;
}

Parameter seconds() {
    Parameter parameter;
    parameter.name = "seconds";
    parameter.unit = "s";
    parameter.minimum = 0.5;
    parameter.maximum = 3.0;
    parameter.standard = 2.0;
    return parameter;
}

Parameter start_method() {
    Parameter parameter;
    parameter.name = "start";
    parameter.choices = {"fork", "spawn"};
    parameter.standard = std::string("fork");
    return parameter;
}

TEST(ParseValue, ReadsTheParametersOwnType) {
    EXPECT_EQ(*parse_value(tasks(), "64"), Value(std::int64_t{64}));
    EXPECT_EQ(*parse_value(seconds(), "1"), Value(1.0));
    EXPECT_EQ(*parse_value(seconds(), "2.5"), Value(2.5));
    EXPECT_EQ(*parse_value(start_method(), "spawn"), Value(std::string("spawn")));
}

TEST(ParseValue, WhatIsOutOfRangeNamesParameterValueAndRange) {
    EXPECT_EQ(parse_value(tasks(), "65").error().message(),
              "parameter tasks: \"65\" is not a whole number from 1 to 64");
    EXPECT_EQ(parse_value(seconds(), "0.4").error().message(),
              "parameter seconds: \"0.4\" is not a number from 0.5 to 3 s");
    EXPECT_EQ(parse_value(start_method(), "frok").error().message(),
              "parameter start: \"frok\" is not one of fork, spawn");
}

TEST(ParseValue, WhatIsNoNumberIsRefused) {
    for (const char* text : {"", " ", "two", "2 ", " 2", "2x", "0x2", "+2", "1_0", "99999999999999999999", "2.0"}) {
        EXPECT_FALSE(parse_value(tasks(), text)) << text;
    }
    for (const char* text : {"", "nan", "inf", "1e999", "2,5", "2.5s"}) {
        EXPECT_FALSE(parse_value(seconds(), text)) << text;
    }
}

TEST(UnknownParameter, NamesTheNearestMatchAndTheList) {
    Lesson lesson;
    lesson.id = "example";
    lesson.parameters = {tasks(), seconds()};
    const Error error = unknown_parameter(lesson, "second");
    EXPECT_EQ(error.message(), "parameter second: lesson example has no such parameter; nearest match: seconds");
    EXPECT_EQ(error.hint, "it has tasks, seconds");
}

TEST(UnknownParameter, SaysThatThereAreNone) {
    EXPECT_EQ(unknown_parameter(Lesson{}, "tasks").hint, "it has none");
}

} // namespace
} // namespace manybrains::lesson
