#include "core/native/server/session.h"

#include "core/native/server/file_content.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace manybrains::native {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using Request = http::request<http::empty_body>;

constexpr std::uint32_t longest_header = 8 * 1024;

/// The file's number in "/7" or "/file/7".
std::optional<std::uint32_t> file_of(std::string_view target) {
    for (const std::string_view prefix : {"/file/", "/"}) {
        if (target.starts_with(prefix)) {
            target.remove_prefix(prefix.size());
            break;
        }
    }
    std::uint32_t file = 0;
    const auto [end, failure] = std::from_chars(target.data(), target.data() + target.size(), file);
    if (failure != std::errc{} || end != target.data() + target.size()) {
        return std::nullopt;
    }
    return file;
}

std::string to_json(const RequestCounts& requests) {
    std::string files;
    std::uint64_t total = 0;
    for (const auto& [file, count] : requests) {
        files += fmt::format("{}\"{}\":{}", files.empty() ? "" : ",", file, count);
        total += count;
    }
    return fmt::format("{{\"files\":{{{}}},\"total\":{}}}\n", files, total);
}

class Session {
public:
    Session(tcp::socket socket, const ServerOptions& options, RequestCounts& requests)
        : stream_(std::move(socket)), options_(options), requests_(requests) {}

    asio::awaitable<void> run() {
        bool more = true;
        while (more) {
            stream_.expires_after(options_.idle_time);
            http::request_parser<http::empty_body> parser;
            parser.header_limit(longest_header);
            boost::system::error_code failure;
            co_await http::async_read(stream_, buffer_, parser, asio::redirect_error(asio::use_awaitable, failure));
            if (failure == http::error::end_of_stream || failure == beast::error::timeout) {
                break;
            }
            if (failure) {
                co_await refuse(Request(), http::status::bad_request);
                break;
            }
            more = co_await answer(parser.get());
        }
        stream_.socket().shutdown(tcp::socket::shutdown_send);
    }

private:
    /// Is another request expected after this one?
    asio::awaitable<bool> answer(const Request& request) {
        const std::string_view target(request.target().data(), request.target().size());
        const auto file = file_of(target);
        if (request.method() != http::verb::get) {
            return refuse(request, http::status::method_not_allowed);
        }
        if (target == "/stats") {
            return send_text(request, http::status::ok, "application/json", to_json(requests_));
        }
        if (!file || *file >= options_.files) {
            return refuse(request, http::status::not_found);
        }
        return send_file(request, *file);
    }

    asio::awaitable<bool> refuse(const Request& request, http::status status) {
        return send_text(request, status, "text/plain", fmt::format("{}\n", static_cast<unsigned>(status)));
    }

    asio::awaitable<bool> send_text(const Request& request, http::status status, std::string type, std::string text) {
        http::response<http::string_body> response(status, request.version(), std::move(text));
        response.set(http::field::content_type, type);
        response.keep_alive(request.keep_alive() && status != http::status::bad_request);
        response.prepare_payload();
        stream_.expires_after(options_.idle_time);
        co_await http::async_write(stream_, response, asio::use_awaitable);
        co_return response.keep_alive();
    }

    asio::awaitable<bool> send_file(const Request& request, std::uint32_t file) {
        ++requests_[file];
        co_await sleep_until(Clock::now() + options_.latency);
        http::response<http::empty_body> head(http::status::ok, request.version());
        head.set(http::field::content_type, "application/octet-stream");
        head.keep_alive(request.keep_alive());
        head.content_length(options_.size);
        http::response_serializer<http::empty_body> serializer(head);
        stream_.expires_after(options_.idle_time);
        co_await http::async_write_header(stream_, serializer, asio::use_awaitable);
        co_await send_body(file);
        co_return head.keep_alive();
    }

    /// Each piece leaves when the bandwidth has had the time for it.
    asio::awaitable<void> send_body(std::uint32_t file) {
        constexpr std::uint64_t pieces_per_second = 50;
        const std::uint64_t piece = std::clamp<std::uint64_t>(options_.bandwidth / pieces_per_second, 1024, 256 * 1024);
        const Clock::time_point start = Clock::now();
        for (std::uint64_t sent = 0; sent < options_.size;) {
            const std::string bytes = file_content(file, sent, std::min(piece, options_.size - sent));
            sent += bytes.size();
            const std::chrono::duration<double> due(static_cast<double>(sent) /
                                                    static_cast<double>(options_.bandwidth));
            co_await sleep_until(start + std::chrono::duration_cast<Clock::duration>(due));
            stream_.expires_after(options_.idle_time);
            co_await asio::async_write(stream_, asio::buffer(bytes), asio::use_awaitable);
        }
    }

    asio::awaitable<void> sleep_until(Clock::time_point time) {
        asio::steady_timer timer(stream_.get_executor(), time);
        co_await timer.async_wait(asio::use_awaitable);
    }

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    const ServerOptions& options_;
    RequestCounts& requests_;
};

} // namespace

asio::awaitable<void> serve_session(tcp::socket socket, const ServerOptions& options, RequestCounts& requests) {
    Session session(std::move(socket), options, requests);
    co_await session.run();
}

} // namespace manybrains::native
