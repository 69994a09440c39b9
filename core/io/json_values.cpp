#include "core/io/json_values.h"

#include <boost/json/object.hpp>

#include <variant>

namespace manybrains::io {

namespace json = boost::json;

json::value to_json(const Machine& machine) {
    return json::object{{"cpu", machine.cpu}, {"cores", machine.cores}, {"kernel", machine.kernel}};
}

json::value to_json(const Parameters& parameters) {
    json::object object;
    for (const auto& [name, value] : parameters) {
        object.emplace(name, std::visit([](const auto& held) { return json::value(held); }, value));
    }
    return object;
}

json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value() : json::value(text);
}

} // namespace manybrains::io
