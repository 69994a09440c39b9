#include "core/run/guard/channel.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <iterator>

namespace manybrains::run::guard {
namespace {

void send_with(const Message& message, int flags) {
    while (::send(control_fd, &message, sizeof message, flags | MSG_NOSIGNAL) < 0 && errno == EINTR) {
    }
}

} // namespace

Message make_message(Kind kind, int pid, int code, std::string_view text) {
    Message message{.kind = kind, .pid = pid, .code = code};
    const std::size_t length = std::min(text.size(), std::size(message.text) - 1);
    std::copy_n(text.begin(), length, message.text);
    return message;
}

void send(const Message& message) {
    send_with(message, 0);
}

void try_send(const Message& message) {
    send_with(message, MSG_DONTWAIT);
}

std::optional<Message> receive() {
    Message message;
    ssize_t count = 0;
    do {
        count = ::recv(control_fd, &message, sizeof message, 0);
    } while (count < 0 && errno == EINTR);
    return count == sizeof message ? std::optional(message) : std::nullopt;
}

} // namespace manybrains::run::guard
