#include "core/record/descriptor_lookup.h"

#include <fmt/format.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace manybrains::record {

namespace {

using namespace std::chrono_literals;
using trace::State;

constexpr Duration freshness = 10ms;
constexpr std::size_t most_answers = 4096;
constexpr std::size_t most_watched = 64; ///< of one epoll descriptor: enough to know what it is for

/// Every Unix socket is listed there; its inode is the seventh word of its line.
bool is_in_unix_table(Pid pid, std::uint64_t inode) {
    std::ifstream table(fmt::format("/proc/{}/net/unix", pid.value));
    const std::string wanted = fmt::format(" {}", inode);
    for (std::string line; std::getline(table, line);) {
        const std::size_t found = line.find(wanted);
        const std::size_t end = found + wanted.size();
        if (found != std::string::npos && (end == line.size() || line[end] == ' ')) {
            return true;
        }
    }
    return false;
}

/// "[timerfd]" of "anon_inode:[timerfd]"; empty for whatever has an inode of its own.
std::string anonymous_kind(const std::string& path) {
    constexpr std::string_view prefix = "anon_inode:";
    std::array<char, 64> target{};
    const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
    const std::string_view text(target.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    return text.starts_with(prefix) ? std::string(text.substr(prefix.size())) : std::string();
}

/// The descriptors that an epoll descriptor watches: "tfd: 5 events: …" a line.
std::vector<int> watched_by(Pid pid, int epoll) {
    std::ifstream description(fmt::format("/proc/{}/fdinfo/{}", pid.value, epoll));
    std::vector<int> watched;
    constexpr std::string_view field = "tfd:";
    for (std::string line; std::getline(description, line) && watched.size() < most_watched;) {
        const std::size_t digits = line.find_first_not_of(' ', field.size());
        if (!line.starts_with(field) || digits == std::string::npos) {
            continue;
        }
        int number = -1;
        if (std::from_chars(line.data() + digits, line.data() + line.size(), number).ec == std::errc{}) {
            watched.push_back(number);
        }
    }
    return watched;
}

} // namespace

/// In the order of how much they tell about an event loop that watches several.
enum class DescriptorLookup::Kind { network_socket, pipe, timer, unix_socket, event, file, epoll, other };

std::optional<State> DescriptorLookup::meaning(Pid pid, int descriptor, Time time) {
    if (answers_.size() > most_answers) {
        answers_.clear();
    }
    const auto [entry, added] = answers_.try_emplace({pid, descriptor});
    Answer& answer = entry->second;
    if (added || time - answer.asked >= freshness) {
        answer.asked = time;
        if (const auto now = ask(pid, descriptor)) {
            answer.meaning = now;
        }
    }
    return answer.meaning;
}

std::optional<State> DescriptorLookup::ask(Pid pid, int descriptor) {
    const std::optional<Kind> kind = kind_of(pid, descriptor);
    if (!kind) {
        return std::nullopt;
    }
    return *kind == Kind::epoll ? meaning_of_epoll(pid, descriptor) : meaning_of(*kind);
}

std::optional<DescriptorLookup::Kind> DescriptorLookup::kind_of(Pid pid, int descriptor) {
    const std::string path = fmt::format("/proc/{}/fd/{}", pid.value, descriptor);
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        return std::nullopt;
    }
    switch (status.st_mode & S_IFMT) {
    case S_IFIFO:
        return Kind::pipe;
    case S_IFSOCK:
        return is_unix_socket(pid, status.st_ino) ? Kind::unix_socket : Kind::network_socket;
    case S_IFREG:
    case S_IFDIR:
    case S_IFBLK:
        return Kind::file;
    default:
        break;
    }
    const std::string anonymous = anonymous_kind(path);
    return anonymous == "[eventpoll]" ? Kind::epoll
           : anonymous == "[timerfd]" ? Kind::timer
           : anonymous == "[eventfd]" ? Kind::event
                                      : Kind::other;
}

State DescriptorLookup::meaning_of_epoll(Pid pid, int epoll) {
    Kind best = Kind::other;
    for (const int descriptor : watched_by(pid, epoll)) {
        best = std::min(best, kind_of(pid, descriptor).value_or(Kind::other));
    }
    // An event loop's own way of waking itself is a pair of Unix sockets.
    return best == Kind::unix_socket ? State::wait : meaning_of(best);
}

State DescriptorLookup::meaning_of(Kind kind) {
    switch (kind) {
    case Kind::network_socket:
        return State::network;
    case Kind::pipe:
    case Kind::unix_socket:
        return State::pipe;
    case Kind::timer:
        return State::sleep;
    case Kind::event:
        return State::wait;
    case Kind::file:
        return State::disk;
    case Kind::epoll:
    case Kind::other:
        break;
    }
    return State::other;
}

bool DescriptorLookup::is_unix_socket(Pid pid, std::uint64_t inode) {
    if (unix_sockets_.size() > most_answers) {
        unix_sockets_.clear();
    }
    const auto [entry, added] = unix_sockets_.try_emplace(inode);
    if (added) {
        entry->second = is_in_unix_table(pid, inode);
    }
    return entry->second;
}

} // namespace manybrains::record
