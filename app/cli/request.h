// From the options of `run` to a request that can be carried out: every word is checked here, against the lesson.
#pragma once

#include "app/cli/commands.h"
#include "core/base/result.h"
#include "core/experiment/experiment.h"
#include "core/lesson/loader.h"

namespace manybrains::cli {

/// The request points into `course`. Errors are of kind input and name the word, the nearest match, and the range.
[[nodiscard]] Result<experiment::Request> make_request(const RunOptions& options, const lesson::Course& course,
                                                       const experiment::Installation& installation);

} // namespace manybrains::cli
