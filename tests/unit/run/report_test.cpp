#include "core/run/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace manybrains::run {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

template <typename Kind>
Kind round_trip(const Kind& report) {
    auto parsed = parse_report(format(report));
    EXPECT_TRUE(parsed);
    EXPECT_TRUE(std::holds_alternative<Kind>(*parsed));
    return std::get<Kind>(*parsed);
}

TEST(Report, EveryKindIsReadAsItWasWritten) {
    EXPECT_EQ(round_trip(CallReport{time_from_ns(123'456'789'012)}).time, time_from_ns(123'456'789'012));

    const auto returned = round_trip(ReturnReport{time_from_ns(7), {"10000000", "", "a \"b\"\n\xc3\xa9"}});
    EXPECT_EQ(returned.time, time_from_ns(7));
    EXPECT_THAT(returned.results, ElementsAre("10000000", "", "a \"b\"\n\xc3\xa9"));

    const auto error = round_trip(ErrorReport{"ValueError", "bad", "Traceback\n  line"});
    EXPECT_EQ(error.kind, "ValueError");
    EXPECT_EQ(error.message, "bad");
    EXPECT_EQ(error.detail, "Traceback\n  line");

    const auto interpreter = round_trip(InterpreterReport{"3.13.0", "CPython", false});
    EXPECT_EQ(interpreter.version, "3.13.0");
    EXPECT_EQ(interpreter.implementation, "CPython");
    EXPECT_FALSE(interpreter.gil);
}

TEST(Report, StaysOnOneLine) {
    EXPECT_EQ(format(ErrorReport{"E", "two\nlines", "\r\n"}).find('\n'), std::string::npos);
}

TEST(Report, ReadsTheLinesOfTheHeader) {
    EXPECT_TRUE(parse_report(R"({"event":"call","time_ns":5})"));
    EXPECT_TRUE(parse_report(R"({"event":"return","time_ns":5,"results":["a","b"]})"));
    EXPECT_TRUE(parse_report(R"({"event":"error","kind":"ValueError","message":"m","detail":"d"})"));
    EXPECT_TRUE(parse_report(R"({"event":"interpreter","version":"3.11.2","implementation":"CPython","gil":true})"));
}

TEST(Report, IgnoresFieldsThatItDoesNotKnow) {
    EXPECT_TRUE(parse_report(R"({"event":"call","time_ns":5,"more":[1,2]})"));
}

class HostileReport : public ::testing::TestWithParam<std::string> {};

TEST_P(HostileReport, IsAnError) {
    const auto report = parse_report(GetParam());
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ErrorKind::input);
    EXPECT_NE(report.error().why, "");
}

INSTANTIATE_TEST_SUITE_P(
    Lines, HostileReport,
    ::testing::Values("", "hello", "{", "null", "[]", "42", R"("call")", "{}", R"({"event":5})", R"({"event":"CALL"})",
                      R"({"event":"call"})", R"({"event":"call","time_ns":"5"})", R"({"event":"call","time_ns":-1})",
                      R"({"event":"call","time_ns":1.5})", R"({"event":"call","time_ns":18446744073709551615})",
                      R"({"event":"call","time_ns":1e300})", R"({"event":"call","time_ns":5} trailing)",
                      R"({"event":"return","time_ns":5})", R"({"event":"return","time_ns":5,"results":"a"})",
                      R"({"event":"return","time_ns":5,"results":[1]})",
                      R"({"event":"error","kind":"k","message":"m"})",
                      R"({"event":"interpreter","version":"3","implementation":"C","gil":1})",
                      std::string("{\"event\":\"call\0\",\"time_ns\":5}", 29), "{\"event\":\"\xff\xfe\",\"time_ns\":5}",
                      std::string(100'000, '[')));

TEST(Report, ALongUnknownEventIsNotRepeatedInFull) {
    const auto report = parse_report(R"({"event":")" + std::string(100'000, 'x') + R"("})");
    ASSERT_FALSE(report);
    EXPECT_LT(report.error().why.size(), 100);
    EXPECT_THAT(report.error().why, HasSubstr("unknown event"));
}

} // namespace
} // namespace manybrains::run
