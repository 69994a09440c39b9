// Ends a process tree that may be forking faster than it can be read: first stop everything, then, when nothing runs
// any more, kill. A stopped process cannot fork, so the stopping converges where killing one by one need not; and
// what the tree has open can be read in peace.
#pragma once

#include "core/run/guard/process.h"

#include <functional>
#include <vector>

namespace manybrains::run::guard {

/// Lists the tree as it is now.
using ListTree = std::function<std::vector<Process>()>;

/// Stops the tree until no process of it runs and no new one appears; gives what it then consists of.
std::vector<Process> freeze(const ListTree& list);

void kill_all(const std::vector<Process>& tree);

} // namespace manybrains::run::guard
