#include "core/run/guard/process.h"

#include "core/run/guard/pidfd.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>

namespace manybrains::run::guard {
namespace {

/// The whole of a small file of /proc, as far as it fits; null-terminated, empty when it cannot be read.
template <std::size_t size>
std::string_view read_small_file(const char* path, std::array<char, size>& buffer) {
    const UniqueFd file(::open(path, O_RDONLY | O_CLOEXEC));
    const ssize_t count = file ? ::read(file.get(), buffer.data(), size - 1) : -1;
    const auto length = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    buffer[length] = '\0';
    return {buffer.data(), length};
}

std::string proc_path(Pid pid, const char* file) {
    return "/proc/" + std::to_string(pid.value) + "/" + file;
}

std::uint64_t page_bytes() {
    static const auto bytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return bytes;
}

} // namespace

std::optional<Process> read_process(Pid pid) {
    std::array<char, 1024> buffer;
    const std::string_view text = read_small_file(proc_path(pid, "stat").c_str(), buffer);
    // The command's name stands in parentheses and may itself have spaces and parentheses.
    const std::size_t name_end = text.rfind(')');
    if (name_end == std::string_view::npos) {
        return std::nullopt;
    }
    Process process{.pid = pid, .parent = {}, .session = {}};
    std::uint64_t rss_pages = 0;
    const int found =
        std::sscanf(text.data() + name_end + 1,
                    " %c %d %*d %d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %d %*d %" SCNu64 " %*u %" SCNu64,
                    &process.state, &process.parent.value, &process.session.value, &process.threads,
                    &process.start_ticks, &rss_pages);
    if (found != 6) {
        return std::nullopt;
    }
    process.rss_bytes = rss_pages * page_bytes();
    return process;
}

std::vector<Pid> list_pids() {
    std::vector<Pid> pids;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc"), ::closedir);
    while (const dirent* entry = folder ? ::readdir(folder.get()) : nullptr) {
        const char* end = entry->d_name + std::strlen(entry->d_name);
        Pid pid;
        if (std::from_chars(entry->d_name, end, pid.value).ptr == end) {
            pids.push_back(pid);
        }
    }
    return pids;
}

std::vector<Process> read_processes() {
    std::vector<Process> all;
    for (const Pid pid : list_pids()) {
        if (const auto process = read_process(pid)) {
            all.push_back(*process);
        }
    }
    return all;
}

std::vector<Process> descendants(const std::vector<Process>& all, const std::vector<Pid>& ancestors) {
    std::vector<Process> by_parent = all;
    std::ranges::sort(by_parent, {}, &Process::parent);
    std::unordered_set<Pid> seen(ancestors.begin(), ancestors.end());
    std::vector<Process> found;
    const auto add_children = [&](Pid parent) {
        const auto children = std::ranges::equal_range(by_parent, parent, {}, &Process::parent);
        std::ranges::copy_if(children, std::back_inserter(found),
                             [&](const Process& child) { return seen.insert(child.pid).second; });
    };
    std::ranges::for_each(ancestors, add_children);
    for (std::size_t i = 0; i < found.size(); ++i) {
        add_children(found[i].pid);
    }
    return found;
}

bool send_signal(const Process& process, int signal) {
    const UniqueFd handle = open_pidfd(process.pid);
    const auto now = handle ? read_process(process.pid) : std::nullopt;
    return now && now->start_ticks == process.start_ticks && send_signal(handle, signal);
}

std::uint64_t pss_bytes(const Process& process) {
    std::array<char, 2048> buffer;
    const std::string_view text = read_small_file(proc_path(process.pid, "smaps_rollup").c_str(), buffer);
    const std::size_t line = text.find("\nPss:");
    if (line == std::string_view::npos) {
        return process.rss_bytes;
    }
    return std::strtoull(text.data() + line + std::strlen("\nPss:"), nullptr, 10) * 1024;
}

MachineThreads::MachineThreads() : loadavg_(::open("/proc/loadavg", O_RDONLY | O_CLOEXEC)) {}

std::optional<int> MachineThreads::count() const {
    std::array<char, 128> buffer;
    const ssize_t length = ::pread(loadavg_.get(), buffer.data(), buffer.size(), 0);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
    const std::size_t total = text.find('/'); // "0.25 0.19 0.09 1/389 12647"
    int threads = 0;
    if (total == std::string_view::npos ||
        std::from_chars(text.data() + total + 1, text.data() + text.size(), threads).ec != std::errc()) {
        return std::nullopt;
    }
    return threads;
}

} // namespace manybrains::run::guard
