#include "core/run/guard/shared_memory.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace manybrains::run::guard {
namespace {

constexpr std::string_view folder = "/dev/shm/";

using Inodes = std::set<ino_t>;

std::map<std::string, ino_t> list_files() {
    std::map<std::string, ino_t> files;
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(folder.data()), ::closedir);
    while (const dirent* entry = stream ? ::readdir(stream.get()) : nullptr) {
        if (entry->d_type == DT_REG) {
            files.emplace(entry->d_name, entry->d_ino);
        }
    }
    return files;
}

/// Lines of maps: "7f…-7f… rw-s 00000000 00:1a 42      /dev/shm/name".
void add_mapped(const std::string& process, Inodes& inodes) {
    std::ifstream maps(process + "/maps");
    for (std::string line; std::getline(maps, line);) {
        const std::size_t path = line.find(folder);
        if (path == std::string::npos) {
            continue;
        }
        std::size_t field = 0;
        for (int skipped = 0; skipped < 4; ++skipped) {
            field = line.find(' ', field) + 1;
        }
        inodes.insert(std::strtoull(line.c_str() + field, nullptr, 10));
    }
}

void add_open(const std::string& process, Inodes& inodes) {
    const std::string descriptors = process + "/fd/";
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(descriptors.c_str()), ::closedir);
    while (const dirent* entry = stream ? ::readdir(stream.get()) : nullptr) {
        const std::string link = descriptors + entry->d_name;
        std::array<char, folder.size()> target;
        struct stat file {};
        const ssize_t length = ::readlink(link.c_str(), target.data(), target.size());
        if (length == static_cast<ssize_t>(folder.size()) &&
            std::memcmp(target.data(), folder.data(), folder.size()) == 0 && ::stat(link.c_str(), &file) == 0) {
            inodes.insert(file.st_ino);
        }
    }
}

/// The files of /dev/shm that the process has mapped or open.
Inodes used_by(Pid pid) {
    const std::string process = "/proc/" + std::to_string(pid.value);
    Inodes inodes;
    add_mapped(process, inodes);
    add_open(process, inodes);
    return inodes;
}

} // namespace

SharedMemory::SharedMemory() {
    for (const auto& [name, inode] : list_files()) {
        before_.insert(inode);
    }
}

void SharedMemory::attribute(const std::vector<Process>& tree) {
    Inodes unknown;
    for (const auto& [name, inode] : list_files()) {
        if (!before_.contains(inode) && !ours_.contains(inode)) {
            unknown.insert(inode);
        }
    }
    for (const Process& process : tree) {
        if (unknown.empty()) {
            return;
        }
        for (const ino_t inode : used_by(process.pid)) {
            if (unknown.erase(inode) != 0) {
                ours_.insert(inode);
            }
        }
    }
}

void SharedMemory::remove_leftovers() const {
    auto leftovers = list_files();
    std::erase_if(leftovers, [this](const auto& file) { return !ours_.contains(file.second); });
    if (leftovers.empty()) {
        return;
    }
    for (const Process& other : read_processes()) {
        const Inodes used = used_by(other.pid);
        std::erase_if(leftovers, [&](const auto& file) { return used.contains(file.second); });
    }
    for (const auto& [name, inode] : leftovers) {
        ::unlink((std::string(folder) + name).c_str());
    }
}

} // namespace manybrains::run::guard
