// The download server as a program.
#pragma once

#include "core/native/server/download_server.h"

namespace manybrains::native {

/// Prints "url http://127.0.0.1:PORT" when it listens, and serves until SIGTERM or SIGINT. Returns the exit status.
int serve(const ServerOptions& options);

} // namespace manybrains::native
