#include "core/lesson/parameters.h"

#include "core/base/suggest.h"
#include "core/lesson/loader.h"
#include "core/lesson/numbers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace manybrains::lesson {
namespace {

const std::vector<std::string> parameter_keys = {"name",    "title",   "unit",  "min",    "max",
                                                 "choices", "default", "quick", "engines"};
const std::vector<std::string> engine_names = {"python", "cpp", "cpp-gil"};

bool is_word(const Parameter& parameter) {
    return std::holds_alternative<std::string>(parameter.standard);
}

/// "a whole number from 1 to 64", "one of fork, spawn".
std::string allowed_range(const Parameter& parameter) {
    if (is_word(parameter)) {
        return parameter.choices.empty() ? "text" : fmt::format("one of {}", fmt::join(parameter.choices, ", "));
    }
    const bool whole = std::holds_alternative<std::int64_t>(parameter.standard);
    return fmt::format("{} from {} to {}{}{}", whole ? "a whole number" : "a number", to_string(parameter.minimum),
                       to_string(parameter.maximum), parameter.unit.empty() ? "" : " ", parameter.unit);
}

bool allows(const Parameter& parameter, const Value& value) {
    if (value.index() != parameter.standard.index()) {
        return false;
    }
    if (is_word(parameter)) {
        const auto& choices = parameter.choices;
        return choices.empty() ||
               std::find(choices.begin(), choices.end(), std::get<std::string>(value)) != choices.end();
    }
    return parameter.minimum <= value && value <= parameter.maximum;
}

/// What the author's own way of writing says: 5 is a whole number, 2.0 a real one, "5" and fork are words.
Value read_default(const Field& field) {
    const YAML::Node& node = field.node();
    const bool plain = node.IsScalar() && node.Tag() == "?";
    if (plain && parse_integer(node.Scalar())) {
        return field.integer();
    }
    if (plain && parse_real(node.Scalar())) {
        return field.real();
    }
    return field.text();
}

Value read_value(const Field& field, const Parameter& parameter) {
    if (std::holds_alternative<std::int64_t>(parameter.standard)) {
        return field.integer();
    }
    return is_word(parameter) ? Value(field.text()) : Value(field.real());
}

Value read_allowed_value(const Field& field, const Parameter& parameter) {
    Value value = read_value(field, parameter);
    if (!allows(parameter, value)) {
        field.fail(
            fmt::format("parameter {}: {} is not {}", parameter.name, to_string(value), allowed_range(parameter)));
    }
    return value;
}

void read_range(const Fields& fields, Parameter& parameter) {
    if (const auto choices = fields.find("choices")) {
        if (!is_word(parameter)) {
            choices->fail(fmt::format("parameter {}: choices are for words, its default is a number", parameter.name));
        }
        parameter.choices = choices->distinct_texts();
    }
    if (is_word(parameter)) {
        for (const char* key : {"min", "max"}) {
            if (const auto bound = fields.find(key)) {
                bound->fail(fmt::format("parameter {}: {} is for numbers, its default is a word", parameter.name, key));
            }
        }
        return;
    }
    parameter.minimum = read_value(fields.need("min"), parameter);
    parameter.maximum = read_value(fields.need("max"), parameter);
    if (parameter.minimum > parameter.maximum) {
        fields.need("max").fail(fmt::format("parameter {}: max {} is less than min {}", parameter.name,
                                            to_string(parameter.maximum), to_string(parameter.minimum)));
    }
}

void read_engines(const Field& section, Parameter& parameter) {
    const Fields engines(section, engine_names);
    for (const std::string& engine : engine_names) {
        const auto own = engines.find(engine);
        if (!own) {
            continue;
        }
        const Fields sizes(*own, {"default", "quick"});
        parameter.engine_standard[engine] = read_allowed_value(sizes.need("default"), parameter);
        if (const auto quick = sizes.find("quick")) {
            parameter.engine_quick[engine] = read_allowed_value(*quick, parameter);
        }
    }
}

Parameter read_parameter(const Field& item) {
    const Fields fields(item, parameter_keys);
    Parameter parameter;
    parameter.name = fields.need("name").python_name();
    parameter.title = fields.need("title").text();
    if (const auto unit = fields.find("unit")) {
        parameter.unit = unit->text();
    }
    parameter.standard = read_default(fields.need("default"));
    read_range(fields, parameter);
    (void)read_allowed_value(fields.need("default"), parameter);
    if (const auto quick = fields.find("quick")) {
        parameter.quick = read_allowed_value(*quick, parameter);
    }
    if (const auto engines = fields.find("engines")) {
        read_engines(*engines, parameter);
    }
    return parameter;
}

std::optional<Value> value_of(const Parameter& parameter, std::string_view text) {
    if (is_word(parameter)) {
        return Value(std::string(text));
    }
    if (std::holds_alternative<std::int64_t>(parameter.standard)) {
        const auto number = parse_integer(text);
        return number ? std::optional<Value>(*number) : std::nullopt;
    }
    const auto number = parse_real(text);
    return number ? std::optional<Value>(*number) : std::nullopt;
}

} // namespace

std::vector<Parameter> read_parameters(const Field& section) {
    std::vector<Parameter> parameters;
    for (const Field& item : section.items()) {
        Parameter parameter = read_parameter(item);
        for (const Parameter& other : parameters) {
            if (other.name == parameter.name) {
                item.fail(fmt::format("parameter {} is there twice", parameter.name));
            }
        }
        parameters.push_back(std::move(parameter));
    }
    return parameters;
}

Result<Value> parse_value(const Parameter& parameter, std::string_view text) {
    const auto value = value_of(parameter, text);
    if (!value || !allows(parameter, *value)) {
        return input_error("parameter " + parameter.name,
                           fmt::format("\"{}\" is not {}", text, allowed_range(parameter)));
    }
    return *value;
}

Error unknown_parameter(const Lesson& lesson, std::string_view name) {
    std::vector<std::string> names;
    for (const Parameter& parameter : lesson.parameters) {
        names.push_back(parameter.name);
    }
    std::string why = fmt::format("lesson {} has no such parameter", lesson.id);
    if (const auto near = nearest(name, names)) {
        why += "; nearest match: " + *near;
    }
    std::string hint = names.empty() ? "it has none" : fmt::format("it has {}", fmt::join(names, ", "));
    return input_error(fmt::format("parameter {}", name), std::move(why), std::move(hint));
}

} // namespace manybrains::lesson
