#include "tests/unit/native/lock_journal.h"

#include "core/probe/api.h"

#include <mutex>

namespace manybrains::native {
namespace {

std::mutex mutex;
std::vector<LockRecord> records;

void write_down(LockEvent event, std::uint64_t lock) {
    const std::lock_guard guard(mutex);
    records.push_back({event, lock, std::this_thread::get_id()});
}

} // namespace

void clear_lock_journal() {
    const std::lock_guard guard(mutex);
    records.clear();
}

std::vector<LockRecord> lock_journal() {
    const std::lock_guard guard(mutex);
    return records;
}

} // namespace manybrains::native

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
