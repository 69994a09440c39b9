// The last resort: the guard itself was killed, so its tree has no subreaper any more and its members have to be
// found by what they carry.
#pragma once

#include "core/base/ids.h"
#include "core/run/guard/shared_memory.h"

#include <string>

namespace manybrains::run {

/// Ends what is left of the tree of `root` that works in `scratch`, and removes what it left behind. A process that
/// changed its session, its folder and its environment, all three, and lost its parents is not found.
void end_orphaned_tree(Pid root, const std::string& scratch, guard::SharedMemory& shared_memory);

} // namespace manybrains::run
