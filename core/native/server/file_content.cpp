#include "core/native/server/file_content.h"

namespace manybrains::native {
namespace {

constexpr unsigned word_bytes = 8;

/// SplitMix64's output function: turns a counter into well-spread bits.
std::uint64_t mix(std::uint64_t counter) {
    std::uint64_t z = counter * 0x9e37'79b9'7f4a'7c15;
    z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9;
    z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11eb;
    return z ^ (z >> 31);
}

} // namespace

std::string file_content(std::uint32_t file, std::uint64_t offset, std::uint64_t length) {
    const std::uint64_t first_counter = (std::uint64_t{file} + 1) << 32;
    std::string bytes(length, '\0');
    for (std::uint64_t i = 0; i < length; ++i) {
        const std::uint64_t position = offset + i;
        const std::uint64_t word = mix(first_counter + position / word_bytes);
        bytes[i] = static_cast<char>(word >> (8 * (position % word_bytes)));
    }
    return bytes;
}

} // namespace manybrains::native
