// CPU time of the calling thread: how the recorder keeps its own cost in bounds.
#pragma once

#include "core/base/ids.h"

#include <ctime>

namespace manybrains::record {

[[nodiscard]] inline Duration thread_cpu_time() noexcept {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + Duration(time.tv_nsec);
}

} // namespace manybrains::record
