#include "core/run/guard/tree_reader.h"

#include "core/run/guard/pidfd.h"

#include <utility>

namespace manybrains::run::guard {

/// A process whose parent was not seen may have lost it this instant and be adopted by the ancestor: it stays unknown.
TreeReader::Kin TreeReader::kin_of(const Process& process) const {
    if (process.parent == ancestor_ || members_.contains(process.parent)) {
        return Kin::member;
    }
    const bool outside = process.pid == ancestor_ || process.parent == Pid{0} || outsiders_.contains(process.parent);
    return outside ? Kin::outsider : Kin::unknown;
}

std::vector<Process> TreeReader::read(Scope scope) {
    return read(scope, [](const Process&, const UniqueFd&) {});
}

std::vector<Process> TreeReader::read(Scope scope, const Visitor& visitor) {
    std::vector<Process> tree;
    std::vector<Found> unknown;
    const auto place = [&](Found found) {
        const Process process = found.process;
        const Kin kin = kin_of(process);
        if (kin == Kin::unknown) {
            unknown.push_back(std::move(found));
        } else if (kin == Kin::outsider) {
            outsiders_.insert(process.pid);
        } else {
            members_.insert(process.pid);
            tree.push_back(process);
            visitor(process, std::move(found.handle));
        }
    };
    scan(scope, place);
    // Numbers start again from the lowest: a child's may be lower than its parent's.
    for (std::size_t left = 0; left != unknown.size();) {
        left = unknown.size();
        for (Found& found : std::exchange(unknown, {})) {
            place(std::move(found));
        }
    }
    return tree;
}

void TreeReader::scan(Scope scope, const std::function<void(Found)>& take) {
    const auto remembered = std::exchange(outsiders_, {});
    if (scope != Scope::newcomers) {
        members_.clear();
    }
    for (const Pid pid : list_pids()) {
        if (scope != Scope::afresh && remembered.contains(pid)) {
            outsiders_.insert(pid); // who is gone is forgotten: the number may come again
        } else if (!members_.contains(pid)) {
            UniqueFd handle = open_pidfd(pid); // before the reading, so that it cannot be of a later process
            if (const auto process = read_process(pid)) {
                take({*process, std::move(handle)});
            }
        }
    }
}

} // namespace manybrains::run::guard
