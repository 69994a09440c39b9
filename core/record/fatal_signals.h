// Tells a crash from a signal that the program itself sent to one of its processes (Pool.terminate does).
#pragma once

#include "core/base/ids.h"

#include <optional>
#include <set>
#include <utility>

namespace manybrains::record {

class FatalSignals {
public:
    /// A process of the tree called kill(): `target` as kill() takes it, a group's where it is not positive.
    void sent(Pid sender, Pid target, int signal);
    /// A process was waited for. Its signal, when it was ended by one that no other process of the tree had sent.
    [[nodiscard]] std::optional<int> crash(Pid pid, int wait_status) const;

private:
    std::set<std::pair<Pid, int>> sent_;
    std::set<int> sent_to_groups_;
};

} // namespace manybrains::record
