#include "core/probe/mapping.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace manybrains::probe {

namespace {

constexpr std::uint64_t tail_step = 1024; ///< records after which the writer learns of the room made

/// Empty when the bytes are no record: the program has overwritten them.
std::optional<Event> event_of(const Record& record, std::uint64_t time) {
    if (record.kind > Kind::signal_sent || record.call > Call::file_lock || record.descriptor > Descriptor::other) {
        return std::nullopt;
    }
    return Event{time_from_ns(static_cast<std::int64_t>(time)),
                 record.kind,
                 record.call,
                 record.descriptor,
                 (record.flags & flag_timed_out) != 0,
                 Core{record.core == core_unknown ? -1 : record.core},
                 record.argument};
}

bool is_gone(Pid pid, Tid tid) {
    return ::syscall(SYS_tgkill, pid.value, tid.value, 0) != 0 && errno == ESRCH;
}

} // namespace

Result<RingMapping> RingMapping::create() {
    UniqueFd fd(::memfd_create("manybrains-probe", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd) {
        return system_error("memfd_create for the probe's rings");
    }
    // Sealed: a recorded program that truncated it would crash the recorder.
    if (::ftruncate(fd.get(), static_cast<off_t>(mapping_size)) != 0 ||
        ::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
        return system_error("sizing the probe's rings");
    }
    void* memory = ::mmap(nullptr, mapping_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd.get(), 0);
    if (memory == MAP_FAILED) {
        return system_error("mapping the probe's rings");
    }
    return RingMapping(std::move(fd), static_cast<std::byte*>(memory));
}

RingMapping::RingMapping(UniqueFd fd, std::byte* memory) : fd_(std::move(fd)), memory_(memory), cursors_(ring_count) {
    for (std::uint32_t index = 0; index < ring_count; ++index) {
        cursors_[index].writer.ring = index;
    }
    control().version = mapping_version;
    control().magic = mapping_magic;
}

RingMapping::RingMapping(RingMapping&& other) noexcept
    : fd_(std::move(other.fd_)), memory_(std::exchange(other.memory_, nullptr)), cursors_(std::move(other.cursors_)),
      lost_(other.lost_) {}

RingMapping::~RingMapping() {
    if (memory_ != nullptr) {
        ::munmap(memory_, mapping_size);
    }
}

std::string RingMapping::path() const {
    return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(fd_.get());
}

Record& RingMapping::record(std::uint32_t index, std::uint64_t position) const noexcept {
    auto* records = reinterpret_cast<Record*>(memory_ + records_offset(index));
    return records[position % ring_capacity];
}

std::uint32_t RingMapping::rings_used() const noexcept {
    return std::min<std::uint32_t>(control().rings_used.load(std::memory_order_acquire), ring_count);
}

bool RingMapping::open_ring(Cursor& cursor) const {
    const Ring& source = ring(cursor.writer.ring);
    const RingState state = source.state.load(std::memory_order_acquire);
    if (state == RingState::free) {
        return false;
    }
    cursor.ended = state == RingState::ended;
    cursor.end = std::min(source.head.load(std::memory_order_acquire), cursor.tail + ring_capacity);
    cursor.newcomer = false;
    return true;
}

std::optional<Event> RingMapping::next(Cursor& cursor) {
    while (cursor.tail < cursor.end) {
        Record& slot = record(cursor.writer.ring, cursor.tail);
        const std::uint64_t time = slot.time.load(std::memory_order_acquire);
        if (time == 0 && !cursor.ended) {
            return std::nullopt;
        }
        const Ring& source = ring(cursor.writer.ring);
        cursor.writer.pid = Pid{source.pid.load(std::memory_order_relaxed)};
        cursor.writer.tid = Tid{source.tid.load(std::memory_order_relaxed)};
        const std::optional<Event> event = time == 0 ? std::nullopt : event_of(slot, time);
        slot.time.store(0, std::memory_order_relaxed);
        if (++cursor.tail % tail_step == 0) {
            ring(cursor.writer.ring).tail.store(cursor.tail, std::memory_order_release);
        }
        if (event) {
            cursor.newcomer |= event->kind == Kind::process_start;
            return event;
        }
        ++lost_;
    }
    return std::nullopt;
}

void RingMapping::close_ring(Cursor& cursor) {
    ring(cursor.writer.ring).tail.store(cursor.tail, std::memory_order_release);
    if (cursor.newcomer) {
        end_older_rings(cursor.writer);
    }
    if (cursor.ended) {
        free_ring(cursor);
    }
}

void RingMapping::free_ring(Cursor& cursor) {
    Ring& ended = ring(cursor.writer.ring);
    lost_ += ended.lost.exchange(0, std::memory_order_relaxed);
    ended.pid.store(0, std::memory_order_relaxed);
    ended.tid.store(0, std::memory_order_relaxed);
    ended.claimed.store(0, std::memory_order_relaxed);
    ended.head.store(0, std::memory_order_relaxed);
    ended.tail.store(0, std::memory_order_relaxed);
    cursor.tail = 0;
    ended.state.store(RingState::free, std::memory_order_release);
    if (control().free_hint.load(std::memory_order_relaxed) > cursor.writer.ring) {
        control().free_hint.store(cursor.writer.ring, std::memory_order_relaxed);
    }
}

/// A program that starts anew in its process (exec) has left the rings of its old threads behind.
void RingMapping::end_older_rings(const Writer& newcomer) {
    const std::uint64_t claimed = ring(newcomer.ring).claimed.load(std::memory_order_relaxed);
    for (std::uint32_t index = 0; index < rings_used(); ++index) {
        Ring& other = ring(index);
        RingState in_use = RingState::in_use;
        if (index != newcomer.ring && other.pid.load(std::memory_order_relaxed) == newcomer.pid.value &&
            other.claimed.load(std::memory_order_relaxed) < claimed) {
            other.state.compare_exchange_strong(in_use, RingState::ended, std::memory_order_acq_rel);
        }
    }
}

void RingMapping::end_gone_threads() {
    for (std::uint32_t index = 0; index < rings_used(); ++index) {
        Ring& candidate = ring(index);
        RingState in_use = candidate.state.load(std::memory_order_acquire);
        const Pid pid{candidate.pid.load(std::memory_order_acquire)};
        const Tid tid{candidate.tid.load(std::memory_order_acquire)};
        if (in_use == RingState::in_use && pid.value > 0 && tid.value > 0 && is_gone(pid, tid)) {
            candidate.state.compare_exchange_strong(in_use, RingState::ended, std::memory_order_acq_rel);
        }
    }
}

std::uint64_t RingMapping::lost() const {
    std::uint64_t sum = lost_;
    for (std::uint32_t index = 0; index < rings_used(); ++index) {
        sum += ring(index).lost.load(std::memory_order_relaxed);
    }
    return sum;
}

std::uint32_t RingMapping::threads_lost() const {
    return control().threads_lost.load(std::memory_order_relaxed);
}

std::string RingMapping::name(std::uint32_t id) const {
    if (id >= name_count || control().names[id].state.load(std::memory_order_acquire) != 2) {
        return {};
    }
    const char* text = control().names[id].text;
    return {text, ::strnlen(text, name_length)};
}

} // namespace manybrains::probe
