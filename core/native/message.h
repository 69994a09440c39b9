// Messages over a pipe between the lesson's process and its worker processes: a task with its arguments one way, its
// result the other. A message is a list of texts, framed by its length.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace manybrains::native {

using Message = std::vector<std::string>;

/// Blocks, the interpreter lock let go. Throws std::system_error; EPIPE where the other end is gone (SIGPIPE must be
/// ignored by the program).
void send_message(int pipe, const Message& message);

/// Blocks, the interpreter lock let go. nullopt: the other end is gone. Throws std::system_error, and
/// std::runtime_error for bytes that are not a message.
[[nodiscard]] std::optional<Message> receive_message(int pipe);

} // namespace manybrains::native
