// The cores that the kernel schedules on.
#pragma once

#include "core/base/ids.h"

#include <string_view>
#include <vector>

namespace manybrains::record {

/// Reads the kernel's list notation, "0-3,6": what is not understood ends the list.
[[nodiscard]] std::vector<Core> parse_core_list(std::string_view text);

/// Ascending, never empty.
[[nodiscard]] std::vector<Core> online_cores();

} // namespace manybrains::record
