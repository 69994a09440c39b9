// The machine a result was measured on, as every file carries it: a figure means nothing without.
#pragma once

#include <string>

namespace manybrains::io {

struct Machine {
    std::string cpu;    ///< the processor's name as /proc/cpuinfo has it
    int cores = 1;      ///< logical CPUs that this process may use
    std::string kernel; ///< the release, "6.1.0-18-amd64"

    bool operator==(const Machine&) const = default;
};

[[nodiscard]] Machine machine_info();

} // namespace manybrains::io
