#include "core/native/message.h"

#include "core/native/interpreter_lock.h"

#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace manybrains::native {
namespace {

using Length = std::uint32_t;

/// Far above any argument or result of a lesson; a longer one is a broken stream, not a reason to fill the memory.
constexpr Length longest_message = Length{64} << 20;

void append(std::string& bytes, Length length) {
    bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
}

Length take_length(std::string_view& bytes) {
    Length length = 0;
    if (bytes.size() < sizeof length) {
        throw std::runtime_error("a message between processes ends too early");
    }
    std::memcpy(&length, bytes.data(), sizeof length);
    bytes.remove_prefix(sizeof length);
    return length;
}

std::string take_text(std::string_view& bytes) {
    const Length length = take_length(bytes);
    if (length > bytes.size()) {
        throw std::runtime_error("a message between processes ends too early");
    }
    std::string text(bytes.substr(0, length));
    bytes.remove_prefix(length);
    return text;
}

void write_all(int pipe, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(pipe, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "writing to a pipe");
        }
    }
}

/// How much was read before the end.
std::size_t read_all(int pipe, std::span<char> bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::read(pipe, bytes.data() + done, bytes.size() - done);
        if (count == 0) {
            break;
        }
        if (count > 0) {
            done += static_cast<std::size_t>(count);
        } else if (errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "reading from a pipe");
        }
    }
    return done;
}

} // namespace

void send_message(int pipe, const Message& message) {
    std::string body;
    for (const std::string& text : message) {
        append(body, static_cast<Length>(text.size()));
        body += text;
    }
    if (body.size() > longest_message) {
        throw std::runtime_error("a message between processes is too long");
    }
    std::string frame;
    append(frame, static_cast<Length>(body.size()));
    frame += body;
    const LockReleased released;
    write_all(pipe, frame);
}

std::optional<Message> receive_message(int pipe) {
    Length length = 0;
    std::string body;
    {
        const LockReleased released;
        if (read_all(pipe, {reinterpret_cast<char*>(&length), sizeof length}) < sizeof length) {
            return std::nullopt;
        }
        if (length > longest_message) {
            throw std::runtime_error("a message between processes is too long");
        }
        body.resize(length);
        if (read_all(pipe, body) < length) {
            return std::nullopt;
        }
    }
    Message message;
    for (std::string_view rest = body; !rest.empty();) {
        message.push_back(take_text(rest));
    }
    return message;
}

} // namespace manybrains::native
