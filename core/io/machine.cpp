#include "core/io/machine.h"

#include "core/io/topology.h"

#include <sys/utsname.h>

#include <fstream>
#include <string_view>

namespace manybrains::io {

namespace {

/// Empty where /proc/cpuinfo has no such line (as on ARM).
std::string cpu_model() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        if (line.starts_with("model name")) {
            const auto colon = line.find(':');
            const auto begin = line.find_first_not_of(" \t", colon == std::string::npos ? colon : colon + 1);
            return begin == std::string::npos ? std::string{} : line.substr(begin);
        }
    }
    return {};
}

} // namespace

Machine machine_info() {
    Machine machine;
    utsname system{};
    ::uname(&system);
    machine.cpu = cpu_model();
    if (machine.cpu.empty()) {
        machine.cpu = system.machine;
    }
    machine.cores = topology().usable;
    machine.kernel = system.release;
    return machine;
}

} // namespace manybrains::io
