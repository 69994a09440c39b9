// Records as often as its argument says.
#include <dlfcn.h>

#include <cstdint>
#include <cstdlib>

int main(int, char** arguments) {
    auto* hint = reinterpret_cast<void (*)(std::uint32_t)>(::dlsym(RTLD_DEFAULT, "manybrains_probe_hint_begin"));
    for (int left = std::atoi(arguments[1]); left > 0; --left) {
        hint(0);
    }
}
