// The HTTP server of the download lessons: files that cost a known time. It listens on loopback only, on a port that
// the kernel chooses, and runs on one thread; every connection is a coroutine (session.h).
//   GET /0, GET /file/0   the bytes of file 0, after the latency, no faster than the bandwidth
//   GET /stats            {"files":{"0":2},"total":2}: how often each file was asked for
#pragma once

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <memory>

namespace manybrains::native {

struct ServerOptions {
    std::chrono::milliseconds latency{400};      ///< between a request and the first byte of its answer
    std::uint64_t bandwidth = 1024 * 1024;       ///< bytes per second and connection
    std::uint64_t size = 256 * 1024;             ///< bytes of each file
    std::uint32_t files = 100;                   ///< numbered from 0
    std::chrono::milliseconds idle_time{30'000}; ///< a connection that does nothing for so long is closed
    int connections = 512;                       ///< open at one time; further ones are turned away
};

class DownloadServer {
public:
    /// Listens from here on; answers while `context` runs. Throws boost::system::system_error.
    DownloadServer(boost::asio::io_context& context, const ServerOptions& options);
    ~DownloadServer();
    DownloadServer(const DownloadServer&) = delete;
    DownloadServer& operator=(const DownloadServer&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept;

private:
    class Listener;
    std::shared_ptr<Listener> listener_; ///< shared with its coroutine, which ends with the context
};

} // namespace manybrains::native
