// The readable result of `manybrains run`: a block per engine, a line per strategy, and the finding in a sentence.
#pragma once

#include "core/experiment/experiment.h"

#include <string>
#include <vector>

namespace manybrains::cli {

[[nodiscard]] std::string format_table(const std::vector<experiment::RunRecord>& runs);

} // namespace manybrains::cli
