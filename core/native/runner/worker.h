// What a worker process does: take a task from its pipe, run it, answer, until the pipe ends.
#pragma once

#include "core/base/unique_fd.h"
#include "core/native/registry.h"

namespace manybrains::native {

struct WorkerPipes {
    UniqueFd tasks;
    UniqueFd results;
};

/// Returns the exit status. The lesson's process being gone is the ordinary end.
int serve_tasks(const CompiledLesson& lesson, const WorkerPipes& pipes, int number);

} // namespace manybrains::native
