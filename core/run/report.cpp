#include "core/run/report.h"

#include <boost/json.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

namespace manybrains::run {
namespace {

namespace json = boost::json;

Error not_a_report(std::string why) {
    return input_error("report of the program", std::move(why));
}

Error wrong_field(std::string_view name) {
    return not_a_report("\"" + std::string(name) + "\" is missing or of the wrong type");
}

std::optional<std::string> text_field(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    const json::string* text = value != nullptr ? value->if_string() : nullptr;
    return text != nullptr ? std::optional<std::string>(std::in_place, text->data(), text->size()) : std::nullopt;
}

std::optional<Time> time_field(const json::object& object) {
    const json::value* value = object.if_contains("time_ns");
    const std::int64_t* time = value != nullptr ? value->if_int64() : nullptr;
    return time != nullptr && *time >= 0 ? std::optional(time_from_ns(*time)) : std::nullopt;
}

std::optional<std::vector<std::string>> results_field(const json::object& object) {
    const json::value* value = object.if_contains("results");
    const json::array* items = value != nullptr ? value->if_array() : nullptr;
    if (items == nullptr) {
        return std::nullopt;
    }
    std::vector<std::string> results;
    for (const json::value& item : *items) {
        const json::string* text = item.if_string();
        if (text == nullptr) {
            return std::nullopt;
        }
        results.emplace_back(text->data(), text->size());
    }
    return results;
}

Result<Report> read_call(const json::object& object) {
    const auto time = time_field(object);
    return time ? Result<Report>(CallReport{*time}) : wrong_field("time_ns");
}

Result<Report> read_return(const json::object& object) {
    const auto time = time_field(object);
    auto results = results_field(object);
    if (!time) {
        return wrong_field("time_ns");
    }
    return results ? Result<Report>(ReturnReport{*time, std::move(*results)}) : wrong_field("results");
}

Result<Report> read_error(const json::object& object) {
    auto kind = text_field(object, "kind");
    auto message = text_field(object, "message");
    auto detail = text_field(object, "detail");
    if (!kind || !message || !detail) {
        return wrong_field(!kind ? "kind" : !message ? "message" : "detail");
    }
    return ErrorReport{std::move(*kind), std::move(*message), std::move(*detail)};
}

Result<Report> read_interpreter(const json::object& object) {
    auto version = text_field(object, "version");
    auto implementation = text_field(object, "implementation");
    const json::value* gil = object.if_contains("gil");
    if (!version || !implementation) {
        return wrong_field(!version ? "version" : "implementation");
    }
    if (gil == nullptr || !gil->is_bool()) {
        return wrong_field("gil");
    }
    return InterpreterReport{std::move(*version), std::move(*implementation), gil->get_bool()};
}

json::object to_object(const CallReport& report) {
    return {{"event", "call"}, {"time_ns", to_ns(report.time)}};
}

json::object to_object(const ReturnReport& report) {
    return {{"event", "return"}, {"time_ns", to_ns(report.time)}, {"results", json::value_from(report.results)}};
}

json::object to_object(const ErrorReport& report) {
    return {{"event", "error"}, {"kind", report.kind}, {"message", report.message}, {"detail", report.detail}};
}

json::object to_object(const InterpreterReport& report) {
    return {{"event", "interpreter"},
            {"version", report.version},
            {"implementation", report.implementation},
            {"gil", report.gil}};
}

} // namespace

Result<Report> parse_report(std::string_view line) {
    boost::system::error_code error;
    const json::value value = json::parse(line, error);
    if (error) {
        return not_a_report("not JSON: " + error.message());
    }
    const json::object* object = value.if_object();
    const auto event = object != nullptr ? text_field(*object, "event") : std::nullopt;
    if (!event) {
        return wrong_field("event");
    }
    if (*event == "call") {
        return read_call(*object);
    }
    if (*event == "return") {
        return read_return(*object);
    }
    if (*event == "error") {
        return read_error(*object);
    }
    if (*event == "interpreter") {
        return read_interpreter(*object);
    }
    return not_a_report("unknown event \"" + event->substr(0, 40) + "\"");
}

std::string format(const Report& report) {
    return std::visit([](const auto& specific) { return json::serialize(to_object(specific)); }, report);
}

} // namespace manybrains::run
