#include "core/io/object_reader.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace manybrains::io {

namespace json = boost::json;

namespace {

/// Larger integers are not exact in every reader of JSON.
constexpr std::uint64_t largest_integer = (std::uint64_t{1} << 53) - 1;

std::string_view kind_name(const json::value& value) {
    switch (value.kind()) {
    case json::kind::null:
        return "null";
    case json::kind::bool_:
        return "true or false";
    case json::kind::string:
        return "a text";
    case json::kind::array:
        return "a list";
    case json::kind::object:
        return "an object";
    default:
        return "a number";
    }
}

} // namespace

void Problem::report(const std::string& place, std::string why) {
    if (!error_) {
        error_ = input_error(place.empty() ? "the file" : place, std::move(why));
    }
}

ObjectReader::ObjectReader(const json::value& value, std::string place, Problem& problem)
    : object_(value.if_object()), place_(std::move(place)), problem_(problem) {
    if (object_ == nullptr) {
        problem_.report(place_, fmt::format("expected an object, found {}", kind_name(value)));
    }
}

void ObjectReader::read(std::string_view key, std::string& text) const {
    if (const auto* member = find(key)) {
        if (const auto* found = member->if_string()) {
            text = std::string_view(*found);
        } else {
            expect(key, "a text", *member);
        }
    }
}

void ObjectReader::read(std::string_view key, bool& flag) const {
    if (const auto* member = find(key)) {
        if (const auto* found = member->if_bool()) {
            flag = *found;
        } else {
            expect(key, "true or false", *member);
        }
    }
}

void ObjectReader::read(std::string_view key, int& number) const {
    auto whole = static_cast<std::uint64_t>(number);
    read_whole(key, std::numeric_limits<int>::max(), whole);
    number = static_cast<int>(whole);
}

void ObjectReader::read(std::string_view key, std::uint64_t& number) const {
    read_whole(key, largest_integer, number);
}

void ObjectReader::read_whole(std::string_view key, std::uint64_t maximum, std::uint64_t& number) const {
    const auto* member = find(key);
    if (member == nullptr) {
        return;
    }
    if (!member->is_int64() && !member->is_uint64()) {
        return expect(key, "a whole number", *member);
    }
    boost::system::error_code failed;
    const auto found = member->to_number<std::uint64_t>(failed);
    if (failed || found > maximum) {
        return report(key, fmt::format("expected a number from 0 to {}", maximum));
    }
    number = found;
}

void ObjectReader::read(std::string_view key, double& number) const {
    const auto* member = find(key);
    if (member == nullptr) {
        return;
    }
    if (!member->is_number()) {
        return expect(key, "a number", *member);
    }
    const auto found = member->to_number<double>();
    if (!std::isfinite(found) || found < 0) {
        return report(key, "expected a number from 0");
    }
    number = found;
}

void ObjectReader::read_or_null(std::string_view key, std::string& text) const {
    std::optional<std::string> found;
    read(key, found);
    text = found.value_or("");
}

const json::object* ObjectReader::object(std::string_view key) const {
    const auto* member = find(key);
    if (member != nullptr && !member->is_object()) {
        expect(key, "an object", *member);
    }
    return member != nullptr ? member->if_object() : nullptr;
}

const json::array* ObjectReader::array(std::string_view key) const {
    const auto* member = find(key);
    if (member != nullptr && !member->is_array()) {
        expect(key, "a list", *member);
    }
    return member != nullptr ? member->if_array() : nullptr;
}

const json::value* ObjectReader::find(std::string_view key) const {
    if (object_ == nullptr) {
        return nullptr;
    }
    const auto* member = object_->if_contains(key);
    if (member == nullptr) {
        report(key, "is missing");
    }
    return member;
}

std::string ObjectReader::place_of(std::string_view key) const {
    return place_.empty() ? std::string(key) : fmt::format("{}.{}", place_, key);
}

void ObjectReader::expect(std::string_view key, std::string_view wanted, const json::value& found) const {
    report(key, fmt::format("expected {}, found {}", wanted, kind_name(found)));
}

} // namespace manybrains::io
