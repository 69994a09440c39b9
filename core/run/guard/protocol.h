// What the app and manybrains-guard say to each other: one Message a packet over a SOCK_SEQPACKET socket pair. Both
// come from one build, so a message is the struct itself. The socket's end of file means that the other side is gone.
#pragma once

#include <cstdint>
#include <type_traits>

namespace manybrains::run::guard {

/// The descriptors that the guard is started with. The program inherits the last three under the same numbers.
inline constexpr int control_fd = 0;
inline constexpr int output_fd = 1;
inline constexpr int error_fd = 2;
inline constexpr int report_fd = 3;

enum class Kind : std::int32_t {
    // from the guard
    waiting, ///< the program waits behind the gate: pid; text: the scratch folder
    refused, ///< it could not be started: code is errno; text: what failed
    death,   ///< a process of the tree was ended by a signal: pid; code: the signal
    ended,   ///< the tree is gone: cause; code: the program's wait status
    // from the app
    open, ///< let the program go
    stop  ///< end the tree at once
};

/// Why the tree ended.
enum class Cause : std::int32_t { itself, stopped, processes, memory, time };

struct Message {
    Kind kind{};
    Cause cause{};
    std::int32_t pid = 0;
    std::int32_t code = 0;
    char text[256]{};
};
static_assert(std::is_trivially_copyable_v<Message>);

} // namespace manybrains::run::guard
