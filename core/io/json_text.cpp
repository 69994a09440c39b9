#include "core/io/json_text.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/locale/utf.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace manybrains::io {

namespace {

namespace json = boost::json;
using Utf8 = boost::locale::utf::utf_traits<char>;

constexpr std::size_t line_limit = 110;
constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

void append_escaped(std::string& out, char character) {
    switch (character) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        if (static_cast<unsigned char>(character) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned char>(character));
        } else {
            out += character;
        }
    }
}

/// Always told from an integer, by its point or its exponent.
std::string number(double value) {
    if (!std::isfinite(value)) {
        return "null";
    }
    std::string text = fmt::format("{}", value);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

bool is_scalar(const json::value& value) {
    return !value.is_array() && !value.is_object();
}

bool is_flat(const json::value& value) {
    if (const auto* array = value.if_array()) {
        return std::all_of(array->begin(), array->end(), is_scalar);
    }
    if (const auto* object = value.if_object()) {
        return std::all_of(object->begin(), object->end(),
                           [](const auto& member) { return is_scalar(member.value()); });
    }
    return true;
}

std::string scalar(const json::value& value) {
    switch (value.kind()) {
    case json::kind::bool_:
        return value.get_bool() ? "true" : "false";
    case json::kind::int64:
        return fmt::format("{}", value.get_int64());
    case json::kind::uint64:
        return fmt::format("{}", value.get_uint64());
    case json::kind::double_:
        return number(value.get_double());
    case json::kind::string:
        return json_string(value.get_string());
    default:
        return "null";
    }
}

/// Members one after another: `print(element)` each, `separator` between, `open` and `close` around.
template <typename Range, typename Print>
std::string joined(const Range& range, std::string_view open, std::string_view separator, std::string_view close,
                   Print&& print) {
    std::string out(open);
    for (auto element = range.begin(); element != range.end(); ++element) {
        out += element == range.begin() ? std::string_view{} : separator;
        out += print(*element);
    }
    out += close;
    return out;
}

std::string pretty_at(const json::value& value, const std::string& indent) {
    if (is_flat(value)) {
        std::string line = compact(value);
        if (is_scalar(value) || indent.size() + line.size() <= line_limit) {
            return line;
        }
    }
    const std::string inner = indent + "  ";
    const std::string separator = ",\n" + inner;
    if (const auto* array = value.if_array()) {
        return joined(*array, "[\n" + inner, separator, "\n" + indent + "]",
                      [&](const json::value& element) { return pretty_at(element, inner); });
    }
    return joined(value.get_object(), "{\n" + inner, separator, "\n" + indent + "}",
                  [&](const json::key_value_pair& member) {
                      return json_string(member.key()) + ": " + pretty_at(member.value(), inner);
                  });
}

} // namespace

std::string json_string(std::string_view text) {
    std::string out = "\"";
    const char* const end = text.data() + text.size();
    for (const char* next = text.data(); next != end;) {
        const char* const begin = next;
        const auto point = Utf8::decode(next, end);
        if (point == boost::locale::utf::illegal || point == boost::locale::utf::incomplete) {
            out += replacement;
            next = begin + 1;
        } else if (next - begin == 1) {
            append_escaped(out, *begin);
        } else {
            out.append(begin, next);
        }
    }
    out += '"';
    return out;
}

std::string compact(const json::value& value) {
    if (const auto* array = value.if_array()) {
        return joined(*array, "[", ", ", "]", compact);
    }
    if (const auto* object = value.if_object()) {
        return joined(*object, "{", ", ", "}", [](const json::key_value_pair& member) {
            return json_string(member.key()) + ": " + compact(member.value());
        });
    }
    return scalar(value);
}

std::string pretty(const json::value& value) {
    return pretty_at(value, "");
}

} // namespace manybrains::io
