// One connection of the download server, from its first request to its last.
#pragma once

#include "core/native/server/download_server.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <map>

namespace manybrains::native {

/// How often each file was asked for.
using RequestCounts = std::map<std::uint32_t, std::uint64_t>;

/// `options` and `requests` must outlive it. Throws boost::system::system_error where the client goes away.
boost::asio::awaitable<void> serve_session(boost::asio::ip::tcp::socket socket, const ServerOptions& options,
                                           RequestCounts& requests);

} // namespace manybrains::native
