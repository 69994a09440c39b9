// The `parameters` section of a lesson's front matter.
#pragma once

#include "core/lesson/fields.h"
#include "core/lesson/lesson.h"

#include <vector>

namespace manybrains::lesson {

/// Throws Fault.
[[nodiscard]] std::vector<Parameter> read_parameters(const Field& section);

} // namespace manybrains::lesson
