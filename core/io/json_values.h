// The JSON of what result files and traces have in common.
#pragma once

#include "core/io/machine.h"
#include "core/io/result_file.h"

#include <boost/json/value.hpp>

namespace manybrains::io {

[[nodiscard]] boost::json::value to_json(const Machine& machine);
[[nodiscard]] boost::json::value to_json(const Parameters& parameters);
/// null for an empty text.
[[nodiscard]] boost::json::value text_or_null(const std::string& text);

} // namespace manybrains::io
