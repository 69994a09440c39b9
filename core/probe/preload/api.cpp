// The functions of api.h: records of what only the program itself knows.
#pragma GCC visibility push(default)
#include "core/probe/api.h"
#pragma GCC visibility pop

#include "core/probe/preload/shared_memory.h"
#include "core/probe/preload/writer.h"

using namespace manybrains::probe;
using namespace manybrains::probe::preload;

namespace {

void emit_task(Kind kind, const char* name, std::uint32_t index) noexcept {
    if (recording()) {
        const std::uint64_t number = name_number(name);
        emit({.kind = kind, .argument = index | number << 32});
    }
}

void emit_gil_wait(Kind kind, std::uint64_t lock) noexcept {
    emit({.kind = kind, .call = Call::gil, .argument = lock});
}

} // namespace

void manybrains_probe_task_begin(const char* name, std::uint32_t index) {
    emit_task(Kind::task_begin, name, index);
}

void manybrains_probe_task_end(const char* name, std::uint32_t index) {
    emit_task(Kind::task_end, name, index);
}

void manybrains_probe_hint_begin(std::uint32_t state) {
    emit({.kind = Kind::hint_begin, .argument = state});
}

void manybrains_probe_hint_end(std::uint32_t state) {
    emit({.kind = Kind::hint_end, .argument = state});
}

void manybrains_probe_gil_wait_begin(std::uint64_t lock) {
    emit_gil_wait(Kind::call_begin, lock);
}

void manybrains_probe_gil_wait_end(std::uint64_t lock) {
    emit_gil_wait(Kind::call_end, lock);
}

void manybrains_probe_gil_take(std::uint64_t lock) {
    emit({.kind = Kind::gil_take, .argument = lock});
}

void manybrains_probe_gil_drop(std::uint64_t lock) {
    emit({.kind = Kind::gil_drop, .argument = lock});
}
