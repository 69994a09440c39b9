#include "core/probe/preload/libc.h"

#include <dlfcn.h>

namespace manybrains::probe::preload {

constinit Libc libc;

void* find_next(const char* name, const char* version) noexcept {
    void* found = version != nullptr ? ::dlvsym(RTLD_NEXT, name, version) : nullptr;
    return found != nullptr ? found : ::dlsym(RTLD_NEXT, name);
}

void Libc::find_all() noexcept {
#define MANYBRAINS_FIND(name) name.get();
    MANYBRAINS_INTERPOSED(MANYBRAINS_FIND, MANYBRAINS_FIND)
#undef MANYBRAINS_FIND
}

} // namespace manybrains::probe::preload
