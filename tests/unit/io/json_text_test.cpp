#include "core/io/json_text.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

namespace manybrains::io {
namespace {

namespace json = boost::json;

TEST(JsonString, EscapesWhatMustBe) {
    EXPECT_EQ(json_string("plain"), R"("plain")");
    EXPECT_EQ(json_string("a\"b\\c\nd\te"), R"("a\"b\\c\nd\te")");
    EXPECT_EQ(json_string(std::string_view("\0\x1f", 2)), R"("\u0000\u001f")");
    EXPECT_EQ(json_string("größer 好 😀"), R"("größer 好 😀")");
}

TEST(JsonString, ReplacesWhatIsNoUtf8AndKeepsTheRest) {
    EXPECT_EQ(json_string("a\xff z"), "\"a\xEF\xBF\xBD z\"");
    EXPECT_EQ(json_string("cut \xe4\xbd"), "\"cut \xEF\xBF\xBD\xEF\xBF\xBD\"");
    EXPECT_EQ(json_string("\xc3\"quoted"), "\"\xEF\xBF\xBD\\\"quoted\"");
    EXPECT_EQ(json_string("\xed\xa0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""); // a surrogate
}

TEST(JsonString, IsValidWhateverTheBytes) {
    std::mt19937 random(1);
    for (int i = 0; i < 2000; ++i) {
        std::string bytes(random() % 40, '\0');
        for (char& byte : bytes) {
            byte = static_cast<char>(random());
        }
        boost::system::error_code failed;
        const json::value parsed = json::parse(json_string(bytes), failed);
        ASSERT_FALSE(failed) << json_string(bytes);
        ASSERT_TRUE(parsed.is_string());
    }
}

TEST(Compact, WritesFiguresAsPeopleDo) {
    EXPECT_EQ(compact(0.812), "0.812");
    EXPECT_EQ(compact(2.0), "2.0");
    EXPECT_EQ(compact(1e-6), "1e-06");
    EXPECT_EQ(compact(1e300), "1e+300");
    EXPECT_EQ(compact(-3), "-3");
    EXPECT_EQ(compact(std::uint64_t{9100000}), "9100000");
    EXPECT_EQ(compact(nullptr), "null");
    EXPECT_EQ(compact(true), "true");
    EXPECT_EQ(compact(std::numeric_limits<double>::infinity()), "null");
    EXPECT_EQ(compact(json::object{{"a", 1}, {"b", json::array{1, "x"}}}), R"({"a": 1, "b": [1, "x"]})");
}

TEST(Compact, GivesEveryDoubleBack) {
    std::mt19937_64 random(2);
    for (int i = 0; i < 1000; ++i) {
        const double value = std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 200) - 150);
        const json::value parsed = json::parse(compact(value));
        ASSERT_TRUE(parsed.is_double()) << compact(value);
        ASSERT_DOUBLE_EQ(parsed.get_double(), value);
    }
}

TEST(Pretty, KeepsShortThingsOnOneLine) {
    const json::value value = json::object{{"list", json::array{1, 2}}, {"object", json::object{{"a", nullptr}}}};
    EXPECT_EQ(pretty(value), "{\n  \"list\": [1, 2],\n  \"object\": {\"a\": null}\n}");
    EXPECT_EQ(pretty(json::array{}), "[]");
    EXPECT_EQ(pretty(json::object{}), "{}");
}

TEST(Pretty, BreaksWhatIsLong) {
    json::array list;
    for (int i = 0; i < 60; ++i) {
        list.push_back(i);
    }
    const std::string text = pretty(json::object{{"list", list}});
    EXPECT_NE(text.find("[\n    0,\n    1,"), std::string::npos) << text;
    EXPECT_EQ(json::parse(text), json::value(json::object{{"list", list}}));
}

} // namespace
} // namespace manybrains::io
