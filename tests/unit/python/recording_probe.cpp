// Has the functions of core/probe/api.h and appends each call to the file that RECORDING_PROBE_LOG names, as a line of
// call, argument, argument, pid.
#include "core/probe/api.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace {

template <typename... Arguments>
void append(const char* format, Arguments... arguments) {
    const char* const path = std::getenv("RECORDING_PROBE_LOG");
    if (path == nullptr) {
        return;
    }
    std::array<char, 128> line{};
    const int length = std::snprintf(line.data(), line.size(), format, arguments..., ::getpid());
    const int file = ::open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    (void)!::write(file, line.data(), static_cast<std::size_t>(std::max(length, 0)));
    ::close(file);
}

} // namespace

void manybrains_probe_task_begin(const char* name, uint32_t index) {
    append("task_begin %s %u %d\n", name, index);
}
void manybrains_probe_task_end(const char* name, uint32_t index) {
    append("task_end %s %u %d\n", name, index);
}
void manybrains_probe_hint_begin(uint32_t state) {
    append("hint_begin - %u %d\n", state);
}
void manybrains_probe_hint_end(uint32_t state) {
    append("hint_end - %u %d\n", state);
}
