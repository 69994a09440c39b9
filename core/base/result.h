// The one error type of the core and the Result that carries it: what could not be done, why, and what helps.
// Used at every boundary with the system and with files; programming errors assert instead.
// boost::system::result stands in for std::expected, which GCC 12 offers in C++23 mode only.
#pragma once

#include <boost/system/result.hpp>

#include <string>
#include <utility>

namespace manybrains {

/// Who has to act on an error; the command line turns it into its exit status.
enum class ErrorKind {
    input,   ///< the user's words or files are wrong (exit status 2)
    system,  ///< the machine refused: errno says how
    internal ///< a program of ours broke its protocol
};

struct Error {
    ErrorKind kind = ErrorKind::system;
    std::string what; ///< the thing that failed, in a few words: "perf_event_open", "lesson counting-lop"
    std::string why;  ///< one cause: "permission denied", "no such lesson"
    std::string hint; ///< one thing to do about it, or empty
    int code = 0;     ///< errno where the system said no, else 0

    /// "what: why" on one line, without the hint.
    [[nodiscard]] std::string message() const;
};

template <typename T>
using Result = boost::system::result<T, Error>;

/// Reads errno now: call it directly after the call that failed.
[[nodiscard]] Error system_error(std::string what, std::string hint = {});
[[nodiscard]] Error system_error_of(int code, std::string what, std::string hint = {});
[[nodiscard]] Error input_error(std::string what, std::string why, std::string hint = {});
[[nodiscard]] Error internal_error(std::string what, std::string why);

/// Found by boost::system::result when value() is called on an error: that is a programming error.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

} // namespace manybrains
