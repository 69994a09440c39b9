// What the functions that can block have in common: a record before, the real function, a record after. The real
// function may never come back (the thread is cancelled in it), so nothing between the two needs cleaning up.
#pragma once

#include "core/probe/preload/descriptor.h"
#include "core/probe/preload/writer.h"
#include "core/probe/ring.h"

#include <cerrno>
#include <cstdint>

namespace manybrains::probe::preload {

struct OpenCall {
    Call call = Call::none; ///< none: not recorded
    std::uint64_t argument = 0;
    std::uint64_t begin = 0;
};

[[nodiscard]] inline OpenCall begin_call(Call call, std::uint64_t argument) noexcept {
    if (!recording()) {
        return {};
    }
    const OpenCall open = {call, argument, now()};
    emit_at(open.begin, {.kind = Kind::call_begin, .call = call, .argument = argument});
    return open;
}

inline void end_call(const OpenCall& open, bool timed_out = false) noexcept {
    if (open.call != Call::none) {
        emit({.kind = Kind::call_end,
              .call = open.call,
              .flags = timed_out ? flag_timed_out : std::uint8_t{0},
              .argument = open.argument});
    }
}

/// A call that took less is no wait that anyone will see; asking what its descriptor is would cost as much.
[[nodiscard]] inline bool is_long(const OpenCall& open, std::uint64_t end) noexcept {
    constexpr std::uint64_t long_call = 50'000;
    return end - open.begin > long_call;
}

/// The end of a call on descriptor `fd`: says what the descriptor is when the call was long.
void end_call_on(int fd, const OpenCall& open) noexcept;

/// A call that has `fd` as its first argument.
template <typename Function, typename... Arguments>
auto call_on_descriptor(Call call, Function& function, int fd, Arguments... arguments) {
    const OpenCall open = begin_call(call, static_cast<std::uint64_t>(fd));
    const auto result = function(fd, arguments...);
    end_call_on(fd, open);
    return result;
}

/// A call that returns an error number, ETIMEDOUT among them.
template <typename Function, typename... Arguments>
int call_with_error_number(Call call, std::uint64_t argument, Function& function, Arguments... arguments) {
    const OpenCall open = begin_call(call, argument);
    const int result = function(arguments...);
    end_call(open, result == ETIMEDOUT);
    return result;
}

/// A call that returns -1 and sets errno.
template <typename Function, typename... Arguments>
auto call_with_errno(Call call, std::uint64_t argument, Function& function, Arguments... arguments) {
    const OpenCall open = begin_call(call, argument);
    const auto result = function(arguments...);
    end_call(open, result == -1 && errno == ETIMEDOUT);
    return result;
}

} // namespace manybrains::probe::preload
