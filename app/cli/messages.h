// The command line's few ways of speaking: errors as cli.md demands them, and exit statuses.
#pragma once

#include "core/base/result.h"

namespace manybrains::cli {

/// Exit statuses of cli.md.
enum class Exit : int {
    success = 0, ///< every run ended as its lesson expects
    failure = 1, ///< a run did not
    usage = 2,   ///< the command line or an input file is wrong
    interrupted = 130
};

/// "manybrains: what: why" on standard error, then the hint on a line of its own. Returns the exit status that fits.
Exit complain(const Error& error);

} // namespace manybrains::cli
