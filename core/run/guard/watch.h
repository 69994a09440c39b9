// Looks at the tree now and then and says when it is past one of its caps. Looking costs the cores that the run needs,
// so it is spaced by its own price; only a tree that grows is looked at more often.
#pragma once

#include "core/run/guard/process.h"
#include "core/run/guard/protocol.h"
#include "core/run/guard/settings.h"
#include "core/run/guard/shared_memory.h"
#include "core/run/guard/tree_reader.h"

#include <chrono>
#include <optional>
#include <vector>

namespace manybrains::run::guard {

class Watch {
public:
    using Clock = std::chrono::steady_clock;

    /// `shared_memory` learns of every tree that is seen. `root`'s process group is stopped first of all.
    Watch(const Settings& settings, TreeReader& reader, SharedMemory& shared_memory);
    void watch_over(Pid root) noexcept { root_ = root; }

    /// Call once the gate is open and whenever next() has come. The cap that was passed, if any.
    [[nodiscard]] std::optional<Cause> check();
    [[nodiscard]] Clock::time_point next() const noexcept { return next_; }

private:
    /// How many threads the machine has more than at the last look: the tree cannot have grown by more, unless others
    /// ended meanwhile; that is what the regular look is for.
    [[nodiscard]] int growth();
    [[nodiscard]] std::optional<Cause> look(Clock::time_point now);

    const Settings& settings_;
    TreeReader& reader_;
    SharedMemory& shared_memory_;
    Pid root_;
    MachineThreads threads_;
    int threads_then_ = 0;
    int headroom_ = 0; ///< processes below the cap at the last look
    Clock::time_point next_{};
    Clock::time_point next_regular_look_{};
};

} // namespace manybrains::run::guard
