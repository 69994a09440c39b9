#include "core/native/download.h"

#include "core/native/interpreter_lock.h"
#include "core/native/turns.h"
#include "core/native/url.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>

namespace manybrains::native {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr std::uint64_t largest_file = std::uint64_t{256} << 20;
constexpr std::chrono::seconds patience{30};

using Request = http::request<http::empty_body>;
using Parser = http::response_parser<http::string_body>;

Request request_for(const Url& url) {
    constexpr unsigned http_1_1 = 11;
    Request request(http::verb::get, url.target, http_1_1);
    request.set(http::field::host, url.host + ":" + url.port);
    request.set(http::field::user_agent, "manybrains");
    request.keep_alive(false);
    return request;
}

std::string body_of(Parser& parser, const std::string& url) {
    const unsigned status = parser.get().result_int();
    if (status != 200) {
        throw std::runtime_error(
            fmt::format("{}: the server answered {} {}", url, status, std::string_view(parser.get().reason())));
    }
    return std::move(parser.get().body());
}

/// Nothing has to be looked up where the host is already an address.
std::optional<tcp::endpoint> numeric_endpoint(const Url& url) {
    boost::system::error_code not_an_address;
    const auto address = asio::ip::make_address(url.host, not_an_address);
    std::uint16_t port = 0;
    std::from_chars(url.port.data(), url.port.data() + url.port.size(), port);
    if (not_an_address) {
        return std::nullopt;
    }
    return tcp::endpoint(address, port);
}

void connect(beast::tcp_stream& stream, const Url& url) {
    if (const auto endpoint = numeric_endpoint(url)) {
        stream.connect(*endpoint);
    } else {
        stream.connect(tcp::resolver(stream.get_executor()).resolve(url.host, url.port));
    }
}

/// Asio looks names up on a thread of its own, as asyncio does: hence not for a mere address.
Awaitable<void> connect_async(beast::tcp_stream& stream, const Url& url) {
    if (const auto endpoint = numeric_endpoint(url)) {
        co_await stream.async_connect(*endpoint, asio::use_awaitable);
    } else {
        tcp::resolver resolver(stream.get_executor());
        const auto endpoints = co_await resolver.async_resolve(url.host, url.port, asio::use_awaitable);
        co_await stream.async_connect(endpoints, asio::use_awaitable);
    }
}

} // namespace

std::string fetch(std::string url) {
    const Url parts = parse_url(url);
    const LockReleased released;
    asio::io_context context(1);
    beast::tcp_stream stream(context);
    connect(stream, parts);
    http::write(stream, request_for(parts));
    Parser parser;
    parser.body_limit(largest_file);
    beast::flat_buffer buffer;
    http::read(stream, buffer, parser);
    return body_of(parser, url);
}

Awaitable<std::string> fetch_async(std::string url) {
    const Url parts = parse_url(url);
    const AwaitingNetwork awaiting;
    beast::tcp_stream stream(co_await asio::this_coro::executor);
    stream.expires_after(patience);
    co_await connect_async(stream, parts);
    Request request = request_for(parts);
    co_await http::async_write(stream, request, asio::use_awaitable);
    Parser parser;
    parser.body_limit(largest_file);
    beast::flat_buffer buffer;
    co_await http::async_read(stream, buffer, parser, asio::use_awaitable);
    co_return body_of(parser, url);
}

} // namespace manybrains::native
