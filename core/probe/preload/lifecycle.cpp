// When the library is loaded into a program (at its start, and again after exec), and when the program forks. A child
// of vfork runs in its parent's memory until it executes: its few records fall to the parent.
#include "core/probe/preload/libc.h"
#include "core/probe/preload/python_runtime.h"
#include "core/probe/preload/shared_memory.h"
#include "core/probe/preload/thread_ring.h"
#include "core/probe/preload/writer.h"

#include <pthread.h>

namespace manybrains::probe::preload {

namespace {

void start_again_in_child() noexcept {
    forget_ring();
    claim_ring(now(), true);
}

[[gnu::constructor]] void start() noexcept {
    libc.find_all();
    attach();
    if (control == nullptr) {
        return;
    }
    find_python_runtime();
    if (!create_thread_key() || ::pthread_atfork(nullptr, nullptr, start_again_in_child) != 0) {
        detach();
        return;
    }
    claim_ring(now(), true);
}

} // namespace

} // namespace manybrains::probe::preload
