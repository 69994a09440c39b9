#include "tests/unit/probe/ring_user.h"

#include <sys/mman.h>

#include <fcntl.h>

#include <stdexcept>

namespace manybrains::probe::testing {

RingUser::RingUser(const std::string& path) {
    const UniqueFd fd(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    void* memory = ::mmap(nullptr, mapping_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd.get(), 0);
    if (memory == MAP_FAILED) {
        throw std::runtime_error("cannot map " + path);
    }
    memory_ = static_cast<std::byte*>(memory);
}

RingUser::~RingUser() {
    ::munmap(memory_, mapping_size);
}

Record& RingUser::record(std::uint32_t index, std::uint64_t position) {
    return reinterpret_cast<Record*>(memory_ + records_offset(index))[position % ring_capacity];
}

void RingUser::take(std::uint32_t index, Pid pid, Tid tid, std::uint64_t time) {
    Ring& taken = ring(index);
    taken.state = RingState::in_use;
    taken.pid = pid.value;
    taken.tid = tid.value;
    taken.claimed = time;
    control().rings_used = std::max(control().rings_used.load(), index + 1);
    control().free_hint = index + 1;
}

Record& RingUser::reserve(std::uint32_t index) {
    return record(index, ring(index).head.fetch_add(1));
}

void RingUser::write(std::uint32_t index, std::uint64_t time, Kind kind, std::uint64_t argument) {
    Record& slot = reserve(index);
    slot.kind = kind;
    slot.call = Call::none;
    slot.descriptor = Descriptor::unknown;
    slot.flags = 0;
    slot.core = core_unknown;
    slot.argument = argument;
    slot.time.store(time, std::memory_order_release);
}

} // namespace manybrains::probe::testing
