#include "core/probe/preload/python_runtime.h"

#include <dlfcn.h>
#include <link.h>

namespace manybrains::probe::preload {

constinit AddressRange python_runtime;

void find_python_runtime() noexcept {
    void* address = ::dlsym(RTLD_DEFAULT, "_PyRuntime");
    Dl_info object = {};
    ElfW(Sym)* symbol = nullptr;
    if (address != nullptr && ::dladdr1(address, &object, reinterpret_cast<void**>(&symbol), RTLD_DL_SYMENT) != 0 &&
        symbol != nullptr) {
        python_runtime = {reinterpret_cast<std::uintptr_t>(address), symbol->st_size};
    }
}

} // namespace manybrains::probe::preload
