// JSON that people read as well: figures without exponents, short lists and objects on one line, and valid whatever
// bytes a process chose as its name.
#pragma once

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace manybrains::io {

/// A JSON string, quotes included. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string json_string(std::string_view text);

/// Everything on one line, a space after commas and colons.
[[nodiscard]] std::string compact(const boost::json::value& value);

/// Indented by two spaces; what holds no further list or object stays on one line if it fits. No newline at the end.
[[nodiscard]] std::string pretty(const boost::json::value& value);

} // namespace manybrains::io
