#include "core/run/guard/settings.h"

#include <charconv>
#include <cstddef>
#include <string_view>

namespace manybrains::run::guard {
namespace {

constexpr std::size_t number_count = 4;

template <typename Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

// PROCESSES MEMORY MILLISECONDS FILE-BYTES [KEY=VALUE…] -- PROGRAM [ARGUMENT…]
std::vector<std::string> to_arguments(const Settings& settings) {
    std::vector<std::string> arguments{std::to_string(settings.processes), std::to_string(settings.memory_bytes),
                                       std::to_string(settings.time.count()), std::to_string(settings.file_bytes)};
    arguments.insert(arguments.end(), settings.environment.begin(), settings.environment.end());
    arguments.emplace_back("--");
    arguments.insert(arguments.end(), settings.program.begin(), settings.program.end());
    return arguments;
}

std::optional<Settings> parse_arguments(std::span<char* const> arguments) {
    Settings settings;
    std::chrono::milliseconds::rep milliseconds = 0;
    if (arguments.size() < number_count || !read_number(arguments[0], settings.processes) ||
        !read_number(arguments[1], settings.memory_bytes) || !read_number(arguments[2], milliseconds) ||
        !read_number(arguments[3], settings.file_bytes)) {
        return std::nullopt;
    }
    settings.time = std::chrono::milliseconds(milliseconds);
    std::size_t next = number_count;
    while (next < arguments.size() && std::string_view(arguments[next]) != "--") {
        settings.environment.emplace_back(arguments[next++]);
    }
    for (++next; next < arguments.size(); ++next) {
        settings.program.emplace_back(arguments[next]);
    }
    if (settings.program.empty()) {
        return std::nullopt;
    }
    return settings;
}

} // namespace manybrains::run::guard
