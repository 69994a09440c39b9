#include "core/run/rescue.h"

#include "core/base/unique_fd.h"
#include "core/run/guard/pidfd.h"
#include "core/run/guard/process.h"
#include "core/run/guard/scratch.h"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

namespace manybrains::run {
namespace {

using guard::Process;

bool works_in(const Process& process, const std::string& scratch) {
    std::error_code ignored;
    const auto link = "/proc/" + std::to_string(process.pid.value) + "/cwd";
    const std::string folder = std::filesystem::read_symlink(link, ignored).string();
    return folder == scratch || folder.starts_with(scratch + "/");
}

bool has_temporary_folder(const Process& process, const std::string& scratch) {
    std::ifstream file("/proc/" + std::to_string(process.pid.value) + "/environ", std::ios::binary);
    const std::string environment{std::istreambuf_iterator<char>(file), {}};
    const std::string assignment = "TMPDIR=" + scratch;
    for (std::size_t start = 0; start < environment.size();) {
        const std::size_t end = std::min(environment.find('\0', start), environment.size());
        if (environment.compare(start, end - start, assignment) == 0) {
            return true;
        }
        start = end + 1;
    }
    return false;
}

std::vector<Process> living_members(Pid root, const std::string& scratch) {
    const auto all = guard::read_processes();
    std::vector<Process> members;
    std::vector<Pid> pids;
    for (const Process& process : all) {
        if (process.session == root || works_in(process, scratch) || has_temporary_folder(process, scratch)) {
            members.push_back(process);
            pids.push_back(process.pid);
        }
    }
    std::ranges::copy(guard::descendants(all, pids), std::back_inserter(members));
    std::erase_if(members, &Process::dead);
    return members;
}

void signal_all(const std::vector<Process>& members, int signal) {
    for (const Process& process : members) {
        guard::send_signal(process, signal);
    }
}

void wait_for_end(const Process& process) {
    const UniqueFd handle = guard::open_pidfd(process.pid);
    pollfd ended{handle.get(), POLLIN, 0};
    if (handle) {
        ::poll(&ended, 1, 20);
    }
}

} // namespace

void end_orphaned_tree(Pid root, const std::string& scratch, guard::SharedMemory& shared_memory) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    auto left = living_members(root, scratch);
    signal_all(left, SIGSTOP);
    shared_memory.attribute(left);
    while (!left.empty() && std::chrono::steady_clock::now() < deadline) {
        signal_all(left, SIGKILL);
        wait_for_end(left.front());
        left = living_members(root, scratch);
    }
    shared_memory.remove_leftovers();
    guard::remove_scratch(scratch);
}

} // namespace manybrains::run
