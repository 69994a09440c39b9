// The parts of an http:// URL that a request needs.
#pragma once

#include <string>
#include <string_view>

namespace manybrains::native {

struct Url {
    std::string host;
    std::string port = "80";
    std::string target = "/";
};

/// Throws std::invalid_argument, its message naming the URL and what is wrong with it.
[[nodiscard]] Url parse_url(std::string_view text);

} // namespace manybrains::native
