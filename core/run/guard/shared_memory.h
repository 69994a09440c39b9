// The files of /dev/shm that a tree made: shared memory and named semaphores outlive a killed process, so somebody
// else has to remove them. Only what a process of the tree was seen to use, and what nobody else uses, is touched.
#pragma once

#include "core/run/guard/process.h"

#include <sys/types.h>

#include <set>
#include <vector>

namespace manybrains::run::guard {

class SharedMemory {
public:
    /// Notes what is there before the run.
    SharedMemory();

    /// Looks for new files that these processes have mapped or open. Cheap while there are no new files.
    void attribute(const std::vector<Process>& tree);

    /// Call when the tree is dead.
    void remove_leftovers() const;

private:
    std::set<ino_t> before_;
    std::set<ino_t> ours_;
};

} // namespace manybrains::run::guard
