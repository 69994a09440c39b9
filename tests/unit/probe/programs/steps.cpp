#include "tests/unit/probe/programs/steps.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>

namespace steps {

namespace {

using Mark = void(const char*, std::uint32_t);

void mark(const char* function, std::uint32_t number) {
    if (auto* found = reinterpret_cast<Mark*>(::dlsym(RTLD_DEFAULT, function))) {
        found("step", number);
    }
}

bool is_blocked(pid_t tid) {
    std::ifstream file("/proc/self/task/" + std::to_string(tid) + "/stat");
    std::string text;
    std::getline(file, text);
    const auto name_end = text.rfind(')');
    return name_end != std::string::npos && text.compare(name_end + 2, 1, "S") == 0;
}

} // namespace

void step(const char* name, const std::function<long()>& call) {
    static std::uint32_t number = 0;
    mark("manybrains_probe_task_begin", number);
    errno = 0;
    const long result = call();
    const int error = errno;
    mark("manybrains_probe_task_end", number);
    ++number;
    std::printf("%s returned %ld, errno %d\n", name, result, error);
    std::fflush(stdout);
}

void blocked_step(const char* name, const std::function<long()>& call, const std::function<void()>& release) {
    std::atomic<bool> about_to_call = false;
    const pid_t caller = ::gettid();
    std::thread releaser([&] {
        while (!about_to_call) {
            std::this_thread::yield();
        }
        wait_until_blocked(caller);
        release();
    });
    step(name, [&] {
        about_to_call = true;
        return call();
    });
    releaser.join();
}

void wait_until_blocked(pid_t tid) {
    for (int seen = 0; seen < 3;) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        seen = is_blocked(tid) ? seen + 1 : 0;
    }
}

} // namespace steps
