// What a blocking call means for the thread inside it.
#pragma once

#include "core/probe/ring.h"
#include "core/trace/state.h"

#include <optional>

namespace manybrains::record {

/// The state of a thread that is off its core in this call, where the call alone decides it; nothing where it depends
/// on the descriptor or on how the call ends.
[[nodiscard]] std::optional<trace::State> state_of(probe::Call call) noexcept;

/// The same once everything is known.
[[nodiscard]] trace::State state_of(probe::Call call, probe::Descriptor descriptor, bool timed_out) noexcept;

} // namespace manybrains::record
