#include "core/record/proc_files.h"

#include "core/base/unique_fd.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <system_error>

namespace manybrains::record {

namespace {

constexpr std::size_t longest_command = 4096;

UniqueFd open_proc(const std::string& path) {
    return UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

template <typename Number>
std::optional<Number> number_in(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    Number value{};
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc{}) {
        return std::nullopt;
    }
    return value;
}

std::string_view word(std::string_view text, std::size_t index) {
    for (; index > 0; --index) {
        const std::size_t space = text.find(' ');
        if (space == std::string_view::npos) {
            return {};
        }
        text.remove_prefix(space + 1);
    }
    return text.substr(0, text.find(' '));
}

/// "Pss:                 1234 kB"
std::optional<std::uint64_t> kilobytes_after(std::string_view text, std::string_view field) {
    const std::size_t found = text.find(field);
    if (found == std::string_view::npos) {
        return std::nullopt;
    }
    const auto value = number_in<std::uint64_t>(text.substr(found + field.size()));
    return value ? std::optional(*value * 1024) : std::nullopt;
}

} // namespace

std::string_view read_proc(int fd, std::span<char> buffer) {
    const ssize_t size = ::pread(fd, buffer.data(), buffer.size(), 0);
    return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

std::string read_command_line(Pid pid) {
    std::array<char, longest_command> buffer;
    const UniqueFd file = open_proc(fmt::format("/proc/{}/cmdline", pid.value));
    std::string text(read_proc(file.get(), buffer));
    while (!text.empty() && text.back() == '\0') {
        text.pop_back();
    }
    std::ranges::replace(text, '\0', ' ');
    return text;
}

std::string read_thread_name(Pid pid, Tid tid) {
    std::array<char, 64> buffer;
    const UniqueFd file = open_proc(fmt::format("/proc/{}/task/{}/comm", pid.value, tid.value));
    const std::string_view text = read_proc(file.get(), buffer);
    return std::string(text.substr(0, text.find('\n')));
}

std::vector<Tid> read_threads(Pid pid) {
    std::vector<Tid> threads;
    std::error_code error;
    const auto folder = fmt::format("/proc/{}/task", pid.value);
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (const auto tid = number_in<pid_t>(entry->path().filename().native())) {
            threads.push_back(Tid{*tid});
        }
    }
    return threads;
}

std::vector<Pid> read_children(Pid pid, Tid tid) {
    std::array<char, 4096> buffer;
    const UniqueFd file = open_proc(fmt::format("/proc/{}/task/{}/children", pid.value, tid.value));
    std::string_view text = read_proc(file.get(), buffer);
    std::vector<Pid> children;
    while (const auto child = number_in<pid_t>(text)) {
        children.push_back(Pid{*child});
        text.remove_prefix(std::min(text.find(' '), text.size() - 1) + 1);
    }
    return children;
}

std::optional<ThreadStat> parse_thread_stat(std::string_view text) {
    const std::size_t name_begin = text.find('(');
    const std::size_t name_end = text.rfind(')'); // the name itself may contain anything
    if (name_begin >= name_end || name_end == std::string_view::npos || text.size() < name_end + 3) {
        return std::nullopt;
    }
    const std::string_view rest = text.substr(name_end + 2); // begins with field 3, the state
    constexpr std::size_t processor_field = 39;
    const auto core = number_in<std::int32_t>(word(rest, processor_field - 3));
    if (!core) {
        return std::nullopt;
    }
    return ThreadStat{rest.front(), Core{*core}, text.substr(name_begin + 1, name_end - name_begin - 1)};
}

std::optional<Duration> parse_schedstat(std::string_view text) {
    const auto nanoseconds = number_in<std::int64_t>(text);
    return nanoseconds ? std::optional(Duration(*nanoseconds)) : std::nullopt;
}

std::optional<MemoryUse> parse_smaps_rollup(std::string_view text) {
    const auto rss = kilobytes_after(text, "\nRss:");
    const auto pss = kilobytes_after(text, "\nPss:");
    if (!rss || !pss) {
        return std::nullopt;
    }
    return MemoryUse{*pss, *rss};
}

std::optional<MemoryUse> read_memory_use(Pid pid) {
    std::array<char, 2048> buffer;
    const UniqueFd file = open_proc(fmt::format("/proc/{}/smaps_rollup", pid.value));
    return parse_smaps_rollup(read_proc(file.get(), buffer));
}

} // namespace manybrains::record
