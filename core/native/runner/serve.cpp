#include "core/native/runner/serve.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

namespace manybrains::native {

int serve(const ServerOptions& options) {
    try {
        boost::asio::io_context context(1);
        boost::asio::signal_set signals(context, SIGTERM, SIGINT);
        signals.async_wait([&](boost::system::error_code, int) { context.stop(); });
        const DownloadServer server(context, options);
        fmt::print("url http://127.0.0.1:{}\n", server.port());
        std::fflush(stdout);
        context.run();
    } catch (const std::exception& failure) {
        fmt::print(stderr, "manybrains-runner: serve: {}\n", failure.what());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

} // namespace manybrains::native
