// Brings a tree to a stop that may be forking faster than it can be read. A stopped process cannot fork, so stopping
// converges where killing one by one need not; and what the tree has open can be read in peace.
#pragma once

#include "core/run/guard/process.h"
#include "core/run/guard/tree_reader.h"

#include <vector>

namespace manybrains::run::guard {

/// Sends SIGSTOP to what still runs.
void stop(const Process& process, const UniqueFd& handle);

/// Stops the tree until no process of it runs and no new one appears; gives what it then consists of.
std::vector<Process> freeze(TreeReader& tree);

} // namespace manybrains::run::guard
