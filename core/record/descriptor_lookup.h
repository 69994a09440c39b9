// What waiting for a descriptor of a recorded process means, asked from outside: for calls that are still open, or that
// were too short for the probe to ask.
#pragma once

#include "core/base/ids.h"
#include "core/trace/state.h"

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

namespace manybrains::record {

/// Asks /proc, at most once in 10 ms for the same descriptor: numbers are reused, but not at the rate of short calls.
class DescriptorLookup {
public:
    /// Of the descriptors that an epoll descriptor watches the most telling one counts; `wait` when they can only be
    /// signalled from inside the process. When the descriptor is closed by now, or its process is gone, what it was
    /// before; nothing when nobody has asked in time. `time`: that of the event in question.
    [[nodiscard]] std::optional<trace::State> meaning(Pid pid, int descriptor, Time time);

private:
    enum class Kind;
    struct Answer {
        Time asked;
        std::optional<trace::State> meaning;
    };

    [[nodiscard]] std::optional<trace::State> ask(Pid pid, int descriptor);
    [[nodiscard]] std::optional<Kind> kind_of(Pid pid, int descriptor);
    [[nodiscard]] trace::State meaning_of_epoll(Pid pid, int epoll);
    [[nodiscard]] static trace::State meaning_of(Kind kind);
    [[nodiscard]] bool is_unix_socket(Pid pid, std::uint64_t inode);

    std::map<std::pair<Pid, int>, Answer> answers_;
    std::unordered_map<std::uint64_t, bool> unix_sockets_; ///< by inode; the kernel does not use one twice
};

} // namespace manybrains::record
