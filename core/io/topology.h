// Which cores this machine has, and which of them this process may use: from /sys and the affinity mask.
// "CPU count" is three different numbers; doctor and the lessons show all three.
#pragma once

namespace manybrains::io {

struct Topology {
    int logical = 1;  ///< online logical CPUs
    int physical = 1; ///< physical cores among them; hyper-threads share one
    int usable = 1;   ///< logical CPUs in this process's affinity mask
};

/// Where /sys does not tell, every logical CPU counts as a physical core.
[[nodiscard]] Topology topology();

} // namespace manybrains::io
