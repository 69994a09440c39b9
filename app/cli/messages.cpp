#include "app/cli/messages.h"

#include <fmt/format.h>

#include <cstdio>

namespace manybrains::cli {

Exit complain(const Error& error) {
    fmt::print(stderr, "manybrains: {}\n", error.message());
    if (!error.hint.empty()) {
        fmt::print(stderr, "  {}\n", error.hint);
    }
    return error.kind == ErrorKind::input ? Exit::usage : Exit::failure;
}

} // namespace manybrains::cli
