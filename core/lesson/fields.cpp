#include "core/lesson/fields.h"

#include "core/base/suggest.h"
#include "core/lesson/numbers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace manybrains::lesson {
namespace {

/// yaml-cpp's tag of a scalar without quotes.
constexpr std::string_view plain_tag = "?";

/// Of the file: the document's own lines agree with it.
std::size_t line_of(const YAML::Node& node) {
    return static_cast<std::size_t>(std::max(node.Mark().line, 0)) + 1;
}

std::string shown(const YAML::Node& node) {
    constexpr std::size_t longest = 40;
    switch (node.Type()) {
    case YAML::NodeType::Map:
        return "a mapping";
    case YAML::NodeType::Sequence:
        return "a list";
    case YAML::NodeType::Scalar: {
        const std::string& text = node.Scalar();
        return fmt::format("\"{}{}\"", text.substr(0, longest), text.size() > longest ? "…" : "");
    }
    default:
        return "nothing";
    }
}

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_name_letter(char c) {
    return is_lower(c) || (c >= 'A' && c <= 'Z') || c == '_';
}

} // namespace

Field::Field(YAML::Node node, std::string name)
    : node_(std::move(node)), name_(std::move(name)), line_(line_of(node_)) {}

Field::Field(YAML::Node node, std::string name, const YAML::Node& key)
    : node_(std::move(node)), name_(std::move(name)), line_(line_of(node_.IsNull() ? key : node_)) {}

void Field::fail(const std::string& why) const {
    throw Fault(line_, why);
}

bool Field::is_text() const {
    return node_.IsScalar() && !node_.Scalar().empty();
}

std::string Field::text() const {
    if (!is_text()) {
        fail(fmt::format("{} must be text, not {}", name_, shown(node_)));
    }
    return node_.Scalar();
}

std::int64_t Field::integer() const {
    const bool plain = node_.IsScalar() && node_.Tag() == plain_tag;
    const auto value = plain ? parse_integer(node_.Scalar()) : std::nullopt;
    if (!value) {
        fail(fmt::format("{} must be a whole number, not {}", name_, shown(node_)));
    }
    return *value;
}

std::int64_t Field::integer(std::int64_t minimum, std::int64_t maximum) const {
    const std::int64_t value = integer();
    if (value < minimum || value > maximum) {
        fail(fmt::format("{} must be from {} to {}, not {}", name_, minimum, maximum, value));
    }
    return value;
}

double Field::real() const {
    const bool plain = node_.IsScalar() && node_.Tag() == plain_tag;
    const auto value = plain ? parse_real(node_.Scalar()) : std::nullopt;
    if (!value) {
        fail(fmt::format("{} must be a number, not {}", name_, shown(node_)));
    }
    return *value;
}

bool Field::flag() const {
    const bool plain = node_.IsScalar() && node_.Tag() == plain_tag;
    if (!plain || (node_.Scalar() != "true" && node_.Scalar() != "false")) {
        fail(fmt::format("{} must be true or false, not {}", name_, shown(node_)));
    }
    return node_.Scalar() == "true";
}

std::size_t Field::one_of(const std::vector<std::string>& words) const {
    const std::string word = text();
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) {
        fail(fmt::format("{} must be one of {}, not \"{}\"", name_, fmt::join(words, ", "), word));
    }
    return static_cast<std::size_t>(found - words.begin());
}

std::vector<Field> Field::items() const {
    if (!node_.IsSequence() || node_.size() == 0) {
        fail(fmt::format("{} must be a list with at least one item, not {}", name_,
                         node_.IsSequence() ? "an empty one" : shown(node_)));
    }
    std::vector<Field> items;
    for (const YAML::Node& item : node_) {
        items.emplace_back(item, fmt::format("{}[{}]", name_, items.size() + 1));
    }
    return items;
}

std::vector<std::string> Field::distinct_texts() const {
    std::vector<std::string> texts;
    for (const Field& item : items()) {
        texts.push_back(item.text());
        if (std::count(texts.begin(), texts.end(), texts.back()) > 1) {
            item.fail(fmt::format("{} has \"{}\" twice", name_, texts.back()));
        }
    }
    return texts;
}

std::string Field::identifier() const {
    const std::string word = text();
    const bool valid = is_lower(word.front()) && std::all_of(word.begin(), word.end(), [](char c) {
                           return is_lower(c) || is_digit(c) || c == '-';
                       });
    if (!valid) {
        fail(fmt::format("{} must be lower-case letters, digits and hyphens, not \"{}\"", name_, word));
    }
    return word;
}

std::string Field::python_name() const {
    const std::string word = text();
    const bool valid = is_name_letter(word.front()) &&
                       std::all_of(word.begin(), word.end(), [](char c) { return is_name_letter(c) || is_digit(c); });
    if (!valid) {
        fail(fmt::format("{} must be a Python name, not \"{}\"", name_, word));
    }
    return word;
}

Fields::Fields(const Field& field, const std::vector<std::string>& known_keys) : line_(line_of(field.node())) {
    if (!field.is_mapping()) {
        field.fail(fmt::format("expected \"key: value\" lines, not {}", shown(field.node())));
    }
    for (const auto& entry : field.node()) {
        const Field key(entry.first, "a key");
        const std::string name = key.text();
        if (std::find(known_keys.begin(), known_keys.end(), name) == known_keys.end()) {
            const auto near = nearest(name, known_keys);
            key.fail(fmt::format("unknown key \"{}\"; {}", name,
                                 near ? "nearest match: " + *near
                                      : fmt::format("known are {}", fmt::join(known_keys, ", "))));
        }
        if (find(name)) {
            key.fail(fmt::format("key \"{}\" is there twice", name));
        }
        entries_.push_back({name, Field(entry.second, name, entry.first)});
    }
}

std::optional<Field> Fields::find(const std::string& key) const {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.key == key; });
    return found == entries_.end() ? std::nullopt : std::optional<Field>(found->value);
}

Field Fields::need(const std::string& key) const {
    const auto field = find(key);
    if (!field) {
        throw Fault(line_, fmt::format("missing key \"{}\"", key));
    }
    return *field;
}

} // namespace manybrains::lesson
