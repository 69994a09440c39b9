#include "core/record/perf_parse.h"

#include <linux/perf_event.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>

namespace manybrains::record {

namespace {

/// What stands at the end of every record.
struct SampleId {
    std::uint32_t pid;
    std::uint32_t tid;
    std::uint64_t time;
    std::uint32_t cpu;
    std::uint32_t reserved;
};

struct TaskBody {
    std::uint32_t pid;
    std::uint32_t parent_pid;
    std::uint32_t tid;
    std::uint32_t parent_tid;
    std::uint64_t time;
};

struct CommBody {
    std::uint32_t pid;
    std::uint32_t tid;
};

struct LostBody {
    std::uint64_t id;
    std::uint64_t lost;
};

constexpr std::size_t largest_record = 256; ///< ours are 72 bytes at most; the kernel may add kinds

/// Bounds-checked reads from one record.
class Reader {
public:
    explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    template <typename T>
    [[nodiscard]] std::optional<T> at(std::size_t offset) const {
        if (offset > bytes_.size() || bytes_.size() - offset < sizeof(T)) {
            return std::nullopt;
        }
        T value;
        std::memcpy(&value, bytes_.data() + offset, sizeof(T));
        return value;
    }

    template <typename T>
    [[nodiscard]] std::optional<T> body() const {
        return at<T>(sizeof(perf_event_header));
    }

    /// The trailing sample id; none in records too short to have one behind a `Body`.
    template <typename Body>
    [[nodiscard]] std::optional<SampleId> sample_id() const {
        if (bytes_.size() < sizeof(perf_event_header) + sizeof(Body) + sizeof(SampleId)) {
            return std::nullopt;
        }
        return at<SampleId>(bytes_.size() - sizeof(SampleId));
    }

    [[nodiscard]] std::span<const std::byte> between(std::size_t begin, std::size_t end) const {
        return bytes_.subspan(begin, end - begin);
    }
    [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }

private:
    std::span<const std::byte> bytes_;
};

Pid pid_of(std::uint32_t value) {
    return Pid{static_cast<pid_t>(value)};
}
Tid tid_of(std::uint32_t value) {
    return Tid{static_cast<pid_t>(value)};
}
Time time_of(std::uint64_t value) {
    return time_from_ns(static_cast<std::int64_t>(value));
}
Core core_of(const SampleId& id) {
    return Core{static_cast<std::int32_t>(id.cpu)};
}

std::optional<Event> parse_switch(const Reader& record, std::uint16_t misc) {
    const auto id = record.at<SampleId>(sizeof(perf_event_header));
    if (!id) {
        return std::nullopt;
    }
    Event event{time_of(id->time), pid_of(id->pid), tid_of(id->tid), core_of(*id), SwitchIn{}};
    if ((misc & PERF_RECORD_MISC_SWITCH_OUT) != 0) {
        event.body = SwitchOut{(misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT) != 0};
    }
    return event;
}

std::optional<Event> parse_task(const Reader& record, std::uint32_t type) {
    const auto body = record.body<TaskBody>();
    const auto id = record.sample_id<TaskBody>();
    if (!body || !id) {
        return std::nullopt;
    }
    Event event{time_of(body->time), pid_of(body->pid), tid_of(body->tid), core_of(*id), Exited{}};
    if (type == PERF_RECORD_FORK) {
        event.body = Forked{pid_of(body->parent_pid), tid_of(body->parent_tid)};
    }
    return event;
}

std::optional<Event> parse_comm(const Reader& record, std::uint16_t misc) {
    const auto body = record.body<CommBody>();
    const auto id = record.sample_id<CommBody>();
    if (!body || !id) {
        return std::nullopt;
    }
    Renamed renamed;
    renamed.exec = (misc & PERF_RECORD_MISC_COMM_EXEC) != 0;
    const auto text = record.between(sizeof(perf_event_header) + sizeof(CommBody), record.size() - sizeof(SampleId));
    std::memcpy(renamed.name.data(), text.data(), std::min(text.size(), renamed.name.size() - 1));
    return Event{time_of(id->time), pid_of(body->pid), tid_of(body->tid), core_of(*id), renamed};
}

/// Nothing for the kinds that do not matter here.
std::optional<Event> parse_record(const Reader& record, const perf_event_header& header) {
    switch (header.type) {
    case PERF_RECORD_SWITCH:
        return parse_switch(record, header.misc);
    case PERF_RECORD_FORK:
    case PERF_RECORD_EXIT:
        return parse_task(record, header.type);
    case PERF_RECORD_COMM:
        return parse_comm(record, header.misc);
    default:
        return std::nullopt;
    }
}

/// The bytes at `position`, put together in `scratch` where they wrap around the ring's end.
std::span<const std::byte> bytes_at(std::span<const std::byte> data, std::uint64_t position, std::size_t size,
                                    std::span<std::byte, largest_record> scratch) {
    const std::size_t begin = position & (data.size() - 1);
    if (begin + size <= data.size()) {
        return data.subspan(begin, size);
    }
    const std::size_t first = data.size() - begin;
    std::memcpy(scratch.data(), data.data() + begin, first);
    std::memcpy(scratch.data() + first, data.data(), size - first);
    return scratch.first(size);
}

} // namespace

std::uint64_t parse_perf_records(const PerfRingView& ring, EventStream& out) {
    if (!std::has_single_bit(ring.data.size())) {
        return 0;
    }
    std::uint64_t lost = 0;
    std::array<std::byte, largest_record> scratch;
    std::uint64_t position = ring.tail;
    while (ring.head - position >= sizeof(perf_event_header)) {
        perf_event_header header;
        std::memcpy(&header, bytes_at(ring.data, position, sizeof header, scratch).data(), sizeof header);
        const bool fits = header.size >= sizeof header && header.size <= ring.head - position &&
                          header.size <= std::min(largest_record, ring.data.size());
        if (!fits) {
            return lost + 1;
        }
        const Reader record(bytes_at(ring.data, position, header.size, scratch));
        if (header.type == PERF_RECORD_LOST) {
            const auto body = record.body<LostBody>();
            lost += body ? body->lost : 1;
        } else if (const auto event = parse_record(record, header)) {
            out.push(*event);
        }
        position += header.size;
    }
    return position == ring.head ? lost : lost + 1;
}

} // namespace manybrains::record
