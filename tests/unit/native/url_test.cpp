#include "core/native/url.h"

#include <gmock/gmock.h>

#include <stdexcept>

namespace manybrains::native {
namespace {

using ::testing::HasSubstr;

TEST(Url, is_taken_apart) {
    const Url url = parse_url("http://127.0.0.1:8080/file/3?size=2#top");
    EXPECT_EQ(url.host, "127.0.0.1");
    EXPECT_EQ(url.port, "8080");
    EXPECT_EQ(url.target, "/file/3?size=2");
}

TEST(Url, has_a_standard_port_and_path) {
    const Url url = parse_url("http://example.org");
    EXPECT_EQ(url.host, "example.org");
    EXPECT_EQ(url.port, "80");
    EXPECT_EQ(url.target, "/");
    EXPECT_EQ(parse_url("http://example.org?a").target, "/?a");
}

TEST(Url, may_hold_an_ipv6_address) {
    const Url url = parse_url("http://[::1]:81/x");
    EXPECT_EQ(url.host, "::1");
    EXPECT_EQ(url.port, "81");
}

TEST(Url, is_refused_with_the_reason) {
    const std::vector<std::pair<std::string, std::string>> wrong = {
        {"", "does not begin with http://"},
        {"https://example.org", "does not begin with http://"},
        {"http://", "names no host"},
        {"http://:80", "names no host"},
        {"http://[::1", "names no host"},
        {"http://a:", "port is not a number"},
        {"http://a:80x", "port is not a number"},
        {"http://a:123456", "port is not a number"},
        {"http://[::1]x80", "port is not a number"},
        {"http://a/b c", "must be percent-encoded"},
        {"http://a/\r\nHost: b", "must be percent-encoded"}};
    for (const auto& [text, reason] : wrong) {
        try {
            (void)parse_url(text);
            ADD_FAILURE() << text;
        } catch (const std::invalid_argument& failure) {
            EXPECT_THAT(failure.what(), HasSubstr(reason)) << text;
        }
    }
}

} // namespace
} // namespace manybrains::native
