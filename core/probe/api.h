// The probe's few functions for code that knows it is being recorded: the native engine and the Python harness (by
// ctypes). Bound at run time, so that the same program runs without the probe: look each symbol up once with
// dlsym(RTLD_DEFAULT, …) and do nothing where it is null.
#pragma once

#include <stdint.h>

extern "C" {

/// The lesson's task `index` begins (ends) on this thread. `name`: the task function's.
void manybrains_probe_task_begin(const char* name, uint32_t index);
void manybrains_probe_task_end(const char* name, uint32_t index);

/// What the waits of this thread are for until the matching end; `state` is trace::State's number. Nests.
void manybrains_probe_hint_begin(uint32_t state);
void manybrains_probe_hint_end(uint32_t state);

/// The native engine's interpreter lock: asked for, taken, let go. `lock` is any number that names the lock.
void manybrains_probe_gil_wait_begin(uint64_t lock);
void manybrains_probe_gil_wait_end(uint64_t lock);
void manybrains_probe_gil_take(uint64_t lock);
void manybrains_probe_gil_drop(uint64_t lock);

} // extern "C"
