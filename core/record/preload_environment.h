// What the recorded program finds in its environment: the probe, and where to write.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace manybrains::record {

/// "KEY=VALUE". `mapping`: the path of the probe's shared memory. What is already preloaded stays, behind the probe.
[[nodiscard]] std::vector<std::string> preload_environment(const std::filesystem::path& probe,
                                                           const std::string& mapping);

} // namespace manybrains::record
