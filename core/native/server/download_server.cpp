#include "core/native/server/download_server.h"

#include "core/native/server/session.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace manybrains::native {

namespace asio = boost::asio;
using asio::ip::tcp;

class DownloadServer::Listener : public std::enable_shared_from_this<Listener> {
public:
    Listener(asio::io_context& context, const ServerOptions& options)
        : options_(options), acceptor_(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
          port_(acceptor_.local_endpoint().port()) {}

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

    void start() { asio::co_spawn(acceptor_.get_executor(), accept_all(shared_from_this()), asio::detached); }

    void stop() {
        boost::system::error_code ignored;
        acceptor_.close(ignored);
    }

private:
    static asio::awaitable<void> accept_all(std::shared_ptr<Listener> self) {
        while (self->acceptor_.is_open()) {
            boost::system::error_code failure;
            tcp::socket socket =
                co_await self->acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, failure));
            if (failure) {
                co_await self->pause();
            } else if (self->connections_ < self->options_.connections) {
                self->serve(std::move(socket));
            }
        }
    }

    void serve(tcp::socket socket) {
        ++connections_;
        asio::co_spawn(acceptor_.get_executor(), serve_session(std::move(socket), options_, requests_),
                       [self = shared_from_this()](std::exception_ptr) { --self->connections_; });
    }

    /// Out of descriptors, most likely: accepting again at once would only spin.
    asio::awaitable<void> pause() {
        asio::steady_timer timer(acceptor_.get_executor(), std::chrono::milliseconds(10));
        co_await timer.async_wait(asio::use_awaitable);
    }

    ServerOptions options_;
    tcp::acceptor acceptor_;
    std::uint16_t port_;
    RequestCounts requests_;
    int connections_ = 0;
};

DownloadServer::DownloadServer(asio::io_context& context, const ServerOptions& options)
    : listener_(std::make_shared<Listener>(context, options)) {
    listener_->start();
}

DownloadServer::~DownloadServer() {
    listener_->stop();
}

std::uint16_t DownloadServer::port() const noexcept {
    return listener_->port();
}

} // namespace manybrains::native
