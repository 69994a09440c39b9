#include "core/record/online_cores.h"

#include <charconv>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>

namespace manybrains::record {

namespace {

constexpr std::int32_t most_cores = 8192; ///< the kernel's own limit

std::optional<std::int32_t> take_number(std::string_view& text) {
    std::int32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value < 0 || value >= most_cores) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

bool take(std::string_view& text, char expected) {
    if (!text.starts_with(expected)) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

} // namespace

std::vector<Core> parse_core_list(std::string_view text) {
    std::vector<Core> cores;
    do {
        const auto first = take_number(text);
        const auto last = first && take(text, '-') ? take_number(text) : first;
        if (!first || !last) {
            break;
        }
        for (std::int32_t core = *first; core <= *last; ++core) {
            cores.push_back(Core{core});
        }
    } while (take(text, ','));
    return cores;
}

std::vector<Core> online_cores() {
    std::ifstream file("/sys/devices/system/cpu/online");
    std::string line;
    std::getline(file, line);
    std::vector<Core> cores = parse_core_list(line);
    if (cores.empty()) {
        cores.push_back(Core{0});
    }
    return cores;
}

} // namespace manybrains::record
