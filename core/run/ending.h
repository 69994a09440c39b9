// From what the guard saw to an Ending: the outcome and its one line for a person.
#pragma once

#include "core/base/ids.h"
#include "core/run/guard/protocol.h"
#include "core/run/outcome.h"
#include "core/run/supervisor.h"

namespace manybrains::run {

/// The tree is gone and the guard said how. `too_much_output`: the program passed that cap.
[[nodiscard]] Ending ending_of(const guard::Message& ended, const Caps& caps, bool too_much_output);

/// The guard itself was killed. `status`: its wait status.
[[nodiscard]] Ending ending_of_lost_guard(Pid guard, int status);

} // namespace manybrains::run
