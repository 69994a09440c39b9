// Stands in for a recorded program: takes rings and fills them by hand, so that the reader can be shown what a real
// program does only by accident.
#pragma once

#include "core/probe/mapping.h"

#include <cstdint>
#include <string>

namespace manybrains::probe::testing {

class RingUser {
public:
    explicit RingUser(const std::string& path);
    ~RingUser();
    RingUser(const RingUser&) = delete;
    RingUser& operator=(const RingUser&) = delete;

    [[nodiscard]] Mapping& control() { return *reinterpret_cast<Mapping*>(memory_); }
    [[nodiscard]] Ring& ring(std::uint32_t index) { return control().rings[index]; }
    [[nodiscard]] Record& record(std::uint32_t index, std::uint64_t position);

    void take(std::uint32_t index, Pid pid, Tid tid, std::uint64_t time = 1);
    void end(std::uint32_t index) { ring(index).state = RingState::ended; }
    /// Reserves a slot without publishing it.
    [[nodiscard]] Record& reserve(std::uint32_t index);
    void write(std::uint32_t index, std::uint64_t time, Kind kind, std::uint64_t argument = 0);

private:
    std::byte* memory_;
};

} // namespace manybrains::probe::testing
