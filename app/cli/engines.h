// From the words after --engine to engines: python, cpp, cpp-gil, or the path of an interpreter.
#pragma once

#include "core/base/result.h"
#include "core/experiment/experiment.h"

#include <memory>
#include <string>
#include <vector>

namespace manybrains::cli {

/// `names` empty: python, or cpp and cpp-gil where no interpreter is found (cli.md).
[[nodiscard]] Result<std::vector<std::shared_ptr<const run::Engine>>>
choose_engines(const std::vector<std::string>& names, const experiment::Installation& installation);

} // namespace manybrains::cli
