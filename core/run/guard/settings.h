// What the app tells the guard once, on its command line: the caps, the program and its environment. Written by
// guard_process.cpp, read by the guard's main.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace manybrains::run::guard {

struct Settings {
    int processes = 0;
    std::uint64_t memory_bytes = 0;
    std::chrono::milliseconds time{};
    std::uint64_t file_bytes = 0;
    std::vector<std::string> environment; ///< "KEY=VALUE", added to the guard's own
    std::vector<std::string> program;     ///< argv
};

/// The guard's arguments, without its own name.
[[nodiscard]] std::vector<std::string> to_arguments(const Settings& settings);

/// nullopt: not what to_arguments() makes.
[[nodiscard]] std::optional<Settings> parse_arguments(std::span<char* const> arguments);

} // namespace manybrains::run::guard
