// The guard's view of its tree. Remembers which processes do not belong to it, because a process that is not of the
// tree never becomes one: so a reading costs what the tree and the newcomers cost, however much else is running.
#pragma once

#include "core/base/ids.h"
#include "core/base/unique_fd.h"
#include "core/run/guard/process.h"

#include <cstdint>
#include <functional>
#include <unordered_set>
#include <vector>

namespace manybrains::run::guard {

class TreeReader {
public:
    enum class Scope : std::uint8_t {
        everyone,
        newcomers, ///< only those that no reading has found yet
        afresh     ///< everyone, trusting nothing that is remembered
    };
    /// Called with each process of the tree at the moment it is found, and a pidfd of it.
    using Visitor = std::function<void(const Process&, UniqueFd)>;

    /// The tree is what descends from `ancestor`.
    explicit TreeReader(Pid ancestor) : ancestor_(ancestor) {}

    std::vector<Process> read(Scope scope, const Visitor& visitor);
    std::vector<Process> read(Scope scope);

private:
    struct Found {
        Process process;
        UniqueFd handle;
    };
    enum class Kin : std::uint8_t { member, outsider, unknown };

    [[nodiscard]] Kin kin_of(const Process& process) const;
    void scan(Scope scope, const std::function<void(Found)>& take);

    Pid ancestor_;
    std::unordered_set<Pid> members_;
    std::unordered_set<Pid> outsiders_;
};

} // namespace manybrains::run::guard
