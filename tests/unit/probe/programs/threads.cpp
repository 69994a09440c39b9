// Starts and ends threads, as many as its argument says, one after another; each records once.
#include <dlfcn.h>

#include <cstdint>
#include <cstdlib>
#include <thread>

int main(int, char** arguments) {
    auto* hint = reinterpret_cast<void (*)(std::uint32_t)>(::dlsym(RTLD_DEFAULT, "manybrains_probe_hint_begin"));
    for (int left = std::atoi(arguments[1]); left > 0; --left) {
        std::thread([hint] { hint(0); }).join();
    }
}
