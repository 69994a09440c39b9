// A thread that records to its last breath: in the destructor of a key of its own, as long as destructors are called.
#include <dlfcn.h>
#include <pthread.h>

#include <cstdint>
#include <thread>

namespace {

using Hint = void(std::uint32_t);

Hint* hint = nullptr;
pthread_key_t key;

void record_again(void* value) {
    hint(0);
    ::pthread_setspecific(key, value);
}

} // namespace

int main() {
    hint = reinterpret_cast<Hint*>(::dlsym(RTLD_DEFAULT, "manybrains_probe_hint_begin"));
    ::pthread_key_create(&key, record_again);
    std::thread([] {
        hint(0);
        ::pthread_setspecific(key, &key);
    }).join();
}
