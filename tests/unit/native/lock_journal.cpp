#include "tests/unit/native/lock_journal.h"

#include "core/probe/api.h"
#include "core/trace/state.h"

#include <mutex>

namespace manybrains::native {
namespace {

std::mutex mutex;
std::vector<LockRecord> records;
int hints = 0;

void write_down(LockEvent event, std::uint64_t lock) {
    const std::lock_guard guard(mutex);
    records.push_back({event, lock, std::this_thread::get_id()});
}

void count_hint(std::uint32_t state) {
    const std::lock_guard guard(mutex);
    hints += state == static_cast<std::uint32_t>(trace::State::gil_wait) ? 1 : 0;
}

} // namespace

void clear_lock_journal() {
    const std::lock_guard guard(mutex);
    records.clear();
    hints = 0;
}

std::vector<LockRecord> lock_journal() {
    const std::lock_guard guard(mutex);
    return records;
}

int gil_wait_hints() {
    const std::lock_guard guard(mutex);
    return hints;
}

} // namespace manybrains::native

using manybrains::native::count_hint;
using manybrains::native::LockEvent;
using manybrains::native::write_down;

void manybrains_probe_gil_wait_begin(uint64_t lock) {
    write_down(LockEvent::wait_begin, lock);
}
void manybrains_probe_gil_wait_end(uint64_t lock) {
    write_down(LockEvent::wait_end, lock);
}
void manybrains_probe_gil_take(uint64_t lock) {
    write_down(LockEvent::take, lock);
}
void manybrains_probe_gil_drop(uint64_t lock) {
    write_down(LockEvent::drop, lock);
}
void manybrains_probe_hint_begin(uint32_t state) {
    count_hint(state);
}
