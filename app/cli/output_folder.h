// What `run --output DIR` leaves: result.json, one trace a run, and the charts.
#pragma once

#include "core/base/result.h"
#include "core/experiment/experiment.h"

#include <filesystem>
#include <vector>

namespace manybrains::cli {

/// Makes the folder where it is missing. Without the window program there are no charts, which is said on standard
/// error and is no failure: the figures are all there.
[[nodiscard]] Result<void> write_output(const std::vector<experiment::RunRecord>& runs,
                                        const std::filesystem::path& folder,
                                        const experiment::Installation& installation);

} // namespace manybrains::cli
