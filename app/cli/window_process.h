// Images are drawn by the Qt program; the command line only asks it to.
#pragma once

#include "core/base/result.h"
#include "core/experiment/experiment.h"

#include <filesystem>

namespace manybrains::cli {

/// Draws the charts of a result.json into `folder`, without a display. Blocks until that is done.
[[nodiscard]] Result<void> render_charts(const experiment::Installation& installation,
                                         const std::filesystem::path& result, const std::filesystem::path& folder);

} // namespace manybrains::cli
