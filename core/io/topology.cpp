#include "core/io/topology.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace manybrains::io {
namespace {

namespace fs = std::filesystem;

/// Logical CPUs of one physical core name the same siblings.
std::set<std::string> sibling_groups() {
    std::set<std::string> groups;
    std::error_code failed;
    for (const fs::directory_entry& cpu : fs::directory_iterator("/sys/devices/system/cpu", failed)) {
        std::ifstream file(cpu.path() / "topology/thread_siblings_list"); // absent for CPUs that are offline
        std::string siblings;
        if (std::getline(file, siblings)) {
            groups.insert(siblings);
        }
    }
    return groups;
}

int usable_cpus(int fallback) {
    cpu_set_t usable;
    return ::sched_getaffinity(0, sizeof usable, &usable) == 0 ? CPU_COUNT(&usable) : fallback;
}

} // namespace

Topology topology() {
    Topology found;
    found.logical = std::max(1, static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)));
    const auto groups = static_cast<int>(sibling_groups().size());
    found.physical = groups > 0 ? std::min(groups, found.logical) : found.logical;
    found.usable = std::max(1, usable_cpus(found.logical));
    return found;
}

} // namespace manybrains::io
