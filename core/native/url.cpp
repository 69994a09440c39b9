#include "core/native/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace manybrains::native {
namespace {

constexpr std::string_view scheme = "http://";

std::invalid_argument wrong(std::string_view text, std::string_view why) {
    return std::invalid_argument(fmt::format("URL \"{}\": {}", text, why));
}

bool is_printable(char c) {
    return c > ' ' && c < '\x7f';
}

/// The length of the host in "host:port", "host" or "[::1]:port", brackets included.
std::size_t host_length(std::string_view authority) {
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        return end == std::string_view::npos ? 0 : end + 1;
    }
    return std::min(authority.find(':'), authority.size());
}

} // namespace

Url parse_url(std::string_view text) {
    if (!text.starts_with(scheme)) {
        throw wrong(text, "it does not begin with http://");
    }
    if (!std::all_of(text.begin(), text.end(), is_printable)) {
        throw wrong(text, "it contains a space or another character that must be percent-encoded");
    }
    std::string_view rest = text.substr(scheme.size());
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    rest.remove_prefix(authority.size());
    rest = rest.substr(0, rest.find('#'));

    Url url;
    const std::size_t length = host_length(authority);
    std::string_view host = authority.substr(0, length);
    if (host.starts_with('[')) {
        host = host.substr(1, host.size() - 2);
    }
    std::string_view port = authority.substr(length);
    if (host.empty()) {
        throw wrong(text, "it names no host");
    }
    url.host = host;
    if (!port.empty()) {
        port.remove_prefix(1);
        const bool digits = std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (port.empty() || port.size() > 5 || !digits || authority[length] != ':') {
            throw wrong(text, "its port is not a number");
        }
        url.port = port;
    }
    if (!rest.empty()) {
        url.target = rest.starts_with('/') ? std::string(rest) : "/" + std::string(rest);
    }
    return url;
}

} // namespace manybrains::native
