// Records in the middle of recording: a timer's signal handler does what the main thread does. Prints how often each
// did.
#include <sys/time.h>

#include <dlfcn.h>
#include <signal.h>

#include <cstdint>
#include <cstdio>

namespace {

using Hint = void(std::uint32_t);

Hint* hint_begin = nullptr;
volatile sig_atomic_t handled = 0;

void handle(int) {
    for (int i = 0; i < 3; ++i) {
        hint_begin(0);
    }
    handled = handled + 3;
}

} // namespace

int main() {
    hint_begin = reinterpret_cast<Hint*>(::dlsym(RTLD_DEFAULT, "manybrains_probe_hint_begin"));
    auto* hint_end = reinterpret_cast<Hint*>(::dlsym(RTLD_DEFAULT, "manybrains_probe_hint_end"));
    ::signal(SIGALRM, handle);
    const itimerval often{{0, 50}, {0, 50}};
    ::setitimer(ITIMER_REAL, &often, nullptr);
    int done = 0;
    while (done < 8000 && handled < 4000) {
        hint_end(0);
        ++done;
    }
    const itimerval never{};
    ::setitimer(ITIMER_REAL, &never, nullptr);
    std::printf("%d %d", done, static_cast<int>(handled));
}
