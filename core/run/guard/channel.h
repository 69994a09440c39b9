// The guard's end of the control socket.
#pragma once

#include "core/run/guard/protocol.h"

#include <optional>
#include <string_view>

namespace manybrains::run::guard {

[[nodiscard]] Message make_message(Kind kind, int pid, int code, std::string_view text = {});

/// Waits for room; what a dead app does not read is of no use to anybody.
void send(const Message& message);

/// Drops the message rather than wait for an app that does not read.
void try_send(const Message& message);

/// nullopt: the app is gone.
[[nodiscard]] std::optional<Message> receive();

} // namespace manybrains::run::guard
