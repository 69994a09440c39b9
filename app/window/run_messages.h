// What the window says when something is not as it should be: what happened, why, and what to do.
#pragma once

#include "app/widgets/message_strip.h"
#include "core/base/result.h"
#include "core/experiment/experiment.h"
#include "core/record/recorder.h"

#include <optional>

namespace manybrains::app {

/// nullopt: the run ended as its lesson says, or by the user's own wish.
[[nodiscard]] std::optional<Message> messageOf(const experiment::RunRecord& record);
[[nodiscard]] Message messageOf(const Error& error);
[[nodiscard]] Message noPythonMessage();
/// nullopt at the kernel's level: there is nothing to gain.
[[nodiscard]] std::optional<Message> messageOf(const record::Availability& recording);
/// The recorder could not keep up: some events are missing from this run's picture.
[[nodiscard]] std::optional<Message> lossMessage(const experiment::RunRecord& record);

} // namespace manybrains::app
