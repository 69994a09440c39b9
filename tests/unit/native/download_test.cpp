// Both sides of a download over a real connection: fetch() and fetch_async() against the download server.
#include "core/native/download.h"
#include "core/native/event_loop.h"
#include "core/native/server/download_server.h"
#include "core/native/server/file_content.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <stdexcept>
#include <string>
#include <thread>

namespace manybrains::native {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using Clock = std::chrono::steady_clock;

constexpr ServerOptions quick = {.latency = 0ms, .bandwidth = 1 << 30, .size = 10'000, .files = 3};

/// A server on a thread of its own.
class RunningServer {
public:
    explicit RunningServer(const ServerOptions& options) : server_(context_, options) {
        thread_ = std::jthread([this] { context_.run(); });
    }
    ~RunningServer() { context_.stop(); }
    RunningServer(const RunningServer&) = delete;
    RunningServer& operator=(const RunningServer&) = delete;

    [[nodiscard]] std::string url(const std::string& path) const {
        return fmt::format("http://127.0.0.1:{}{}", server_.port(), path);
    }
    [[nodiscard]] std::uint16_t port() const { return server_.port(); }

private:
    asio::io_context context_{1};
    DownloadServer server_;
    std::jthread thread_;
};

class Client {
public:
    explicit Client(const RunningServer& server) : socket_(context_) {
        socket_.connect(tcp::endpoint(asio::ip::address_v4::loopback(), server.port()));
    }
    void send(const std::string& bytes) { asio::write(socket_, asio::buffer(bytes)); }
    /// All that comes until the server closes the connection.
    [[nodiscard]] std::string read_all() {
        std::string answer;
        boost::system::error_code end;
        asio::read(socket_, asio::dynamic_buffer(answer), end);
        return answer;
    }
    void close() { socket_.close(); }

private:
    asio::io_context context_;
    tcp::socket socket_;
};

std::string answer_to(const RunningServer& server, const std::string& bytes) {
    Client client(server);
    client.send(bytes);
    return client.read_all();
}

std::string message_of(const std::function<void()>& call) {
    try {
        call();
    } catch (const std::runtime_error& failure) {
        return failure.what();
    }
    return "nothing thrown";
}

TEST(Download, brings_the_same_bytes_in_both_manners) {
    const RunningServer server(quick);
    const std::string expected = file_content(1, 0, quick.size);
    EXPECT_EQ(fetch(server.url("/1")), expected);
    EXPECT_EQ(fetch(server.url("/file/1")), expected);
    EventLoop loop;
    EXPECT_EQ(loop.gather([](int, std::string url) { return fetch_async(std::move(url)); }, 1, server.url("/1"))[0],
              expected);
}

TEST(Download, finds_a_server_by_its_name) {
    const RunningServer server(quick);
    const std::string url = fmt::format("http://localhost:{}/1", server.port());
    EXPECT_EQ(fetch(url).size(), quick.size);
    EventLoop loop;
    const auto bodies = loop.gather([](int, std::string at) { return fetch_async(std::move(at)); }, 1, url);
    EXPECT_EQ(bodies[0].size(), quick.size);
}

TEST(Download, says_what_the_server_refused) {
    const RunningServer server(quick);
    const std::string url = server.url("/3");
    EXPECT_EQ(message_of([&] { (void)fetch(url); }), url + ": the server answered 404 Not Found");
    EventLoop loop;
    EXPECT_EQ(message_of([&] { loop.gather([](int, std::string at) { return fetch_async(std::move(at)); }, 1, url); }),
              url + ": the server answered 404 Not Found");
}

TEST(DownloadServer, has_files_that_differ_and_can_be_made_piecewise) {
    EXPECT_NE(file_content(0, 0, 64), file_content(1, 0, 64));
    EXPECT_EQ(file_content(7, 0, 100).substr(13, 50), file_content(7, 13, 50));
}

TEST(DownloadServer, takes_at_least_its_latency_and_what_the_bandwidth_allows) {
    ServerOptions slow = quick;
    slow.latency = 60ms;
    slow.bandwidth = 100'000; // the file takes 100 ms
    const RunningServer quick_server(quick);
    const RunningServer slow_server(slow);
    const auto start = Clock::now();
    (void)fetch(quick_server.url("/0"));
    const auto quick_time = Clock::now() - start;
    (void)fetch(slow_server.url("/0"));
    const auto slow_time = Clock::now() - start - quick_time;
    EXPECT_GE(slow_time, 160ms); // a timer never ends early
    EXPECT_LT(quick_time, slow_time);
}

TEST(DownloadServer, counts_the_requests_for_each_file) {
    const RunningServer server(quick);
    for (const char* path : {"/2", "/0", "/2"}) {
        (void)fetch(server.url(path));
    }
    EXPECT_EQ(fetch(server.url("/stats")), "{\"files\":{\"0\":1,\"2\":2},\"total\":3}\n");
}

TEST(DownloadServer, answers_several_requests_on_one_connection) {
    const RunningServer server(quick);
    const std::string answer = answer_to(server, "GET /stats HTTP/1.1\r\nHost: a\r\n\r\n"
                                                 "GET /stats HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_NE(answer.find("200 OK"), answer.rfind("200 OK"));
}

TEST(DownloadServer, closes_the_connection_after_an_old_request) {
    const RunningServer server(quick);
    const std::string answer = answer_to(server, "GET /0 HTTP/1.0\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.0 200 OK"));
    EXPECT_EQ(answer.substr(answer.find("\r\n\r\n") + 4), file_content(0, 0, quick.size));
}

TEST(DownloadServer, refuses_what_is_not_a_request_for_a_file) {
    const RunningServer server(quick);
    EXPECT_THAT(answer_to(server, "HELO\r\n\r\n"), HasSubstr(" 400 "));
    EXPECT_THAT(answer_to(server, std::string(4, '\0') + "\xff\r\n\r\n"), HasSubstr(" 400 "));
    EXPECT_THAT(answer_to(server, "GET /0 HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n"),
                HasSubstr(" 400 "));
    for (const char* target : {"/", "/3", "/file/", "/file/x", "/0x", "/-1", "/99999999999", "/file/file/0"}) {
        EXPECT_THAT(answer_to(server, fmt::format("GET {} HTTP/1.0\r\n\r\n", target)), HasSubstr(" 404 ")) << target;
    }
    EXPECT_THAT(answer_to(server, "DELETE /0 HTTP/1.0\r\n\r\n"), HasSubstr(" 405 "));
}

TEST(DownloadServer, closes_a_connection_that_does_nothing) {
    ServerOptions impatient = quick;
    impatient.idle_time = 20ms;
    const RunningServer server(impatient);
    EXPECT_THAT(Client(server).read_all(), IsEmpty());
    EXPECT_THAT(answer_to(server, "GET /0 HT"), IsEmpty()); // nor one that never ends its request
}

TEST(DownloadServer, turns_away_more_connections_than_it_can_hold) {
    ServerOptions small = quick;
    small.connections = 1;
    const RunningServer server(small);
    Client first(server);
    EXPECT_THAT(Client(server).read_all(), IsEmpty());
    first.send("GET /stats HTTP/1.0\r\n\r\n");
    EXPECT_THAT(first.read_all(), HasSubstr(" 200 "));
}

TEST(DownloadServer, works_on_when_a_client_goes_away) {
    ServerOptions slow = quick;
    slow.bandwidth = 200'000;
    const RunningServer server(slow);
    Client client(server);
    client.send("GET /0 HTTP/1.0\r\n\r\n");
    client.close();
    EXPECT_EQ(fetch(server.url("/1")), file_content(1, 0, slow.size));
}

} // namespace
} // namespace manybrains::native
