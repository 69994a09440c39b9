#include "core/trace/track.h"

#include <algorithm>
#include <cassert>
#include <thread>
#include <utility>

namespace manybrains::trace {

namespace {

// ThreadDetail in 32 bits: core + 1 (0: unknown) in 16, three flags, the call in the highest 8.
constexpr std::uint32_t core_mask = 0xffff;
constexpr std::uint32_t held_gil_bit = 1U << 16;
constexpr std::uint32_t preempted_bit = 1U << 17;
constexpr std::uint32_t sampled_bit = 1U << 18;
constexpr unsigned call_shift = 24;

/// Where part number `part` of `parts` equal ones of [begin, end) begins, whatever the two ends are.
constexpr std::int64_t part_edge(std::int64_t begin, std::int64_t end, std::int64_t part, std::int64_t parts) noexcept {
    const std::uint64_t length = static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(begin);
    const auto count = static_cast<std::uint64_t>(parts);
    const auto index = static_cast<std::uint64_t>(part);
    const std::uint64_t offset = length / count * index + length % count * index / count;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(begin) + offset);
}

} // namespace

std::uint32_t ThreadDetail::pack() const noexcept {
    assert(core.value < static_cast<std::int32_t>(core_mask));
    std::uint32_t packed = core.known() ? static_cast<std::uint32_t>(core.value + 1) & core_mask : 0;
    packed |= held_gil ? held_gil_bit : 0;
    packed |= preempted ? preempted_bit : 0;
    packed |= sampled ? sampled_bit : 0;
    packed |= static_cast<std::uint32_t>(call) << call_shift;
    return packed;
}

ThreadDetail ThreadDetail::unpack(std::uint32_t packed) noexcept {
    ThreadDetail detail;
    detail.core.value = static_cast<std::int32_t>(packed & core_mask) - 1;
    detail.held_gil = (packed & held_gil_bit) != 0;
    detail.preempted = (packed & preempted_bit) != 0;
    detail.sampled = (packed & sampled_bit) != 0;
    detail.call = static_cast<std::uint8_t>(packed >> call_shift);
    return detail;
}

Track::Track(TrackId id, TrackInfo info) : id_(id), info_(std::move(info)) {
    checkpoints_.push_back(Coverage{});
}

Slice Track::slice(std::size_t index) const noexcept {
    return {time_from_ns(begins_[index]), time_from_ns(ends_[index]), keys_[index], details_[index]};
}

std::optional<Slice> Track::open() const noexcept {
    // Release stores and acquire loads of the fields stand in for fences: whoever sees one new field also sees the
    // sequence that announced it.
    std::uint32_t before = 0;
    std::int64_t begin = 0;
    std::uint16_t key = OpenSlice::closed;
    std::uint32_t detail = 0;
    while (true) {
        before = open_.sequence.load(std::memory_order_acquire);
        begin = open_.begin.load(std::memory_order_acquire);
        detail = open_.detail.load(std::memory_order_acquire);
        key = open_.key.load(std::memory_order_acquire);
        if (before % 2 == 0 && open_.sequence.load(std::memory_order_relaxed) == before) {
            break;
        }
        std::this_thread::yield(); // the writer may have been switched out in between
    }
    if (key == OpenSlice::closed) {
        return std::nullopt;
    }
    if (const std::size_t count = size(); count > 0) {
        begin = std::max(begin, ends_[count - 1]);
    }
    return Slice{time_from_ns(begin), time_from_ns(begin), static_cast<Key>(key), detail};
}

std::size_t Track::first_ending_after(Time time) const noexcept {
    return first_ending_after(to_ns(time), 0, size());
}

std::size_t Track::first_ending_after(std::int64_t time, std::size_t from, std::size_t count) const noexcept {
    std::size_t length = count - from;
    while (length > 0) {
        const std::size_t half = length / 2;
        const bool before = ends_[from + half] <= time; // selects rather than branches: it cannot be predicted
        from = before ? from + half + 1 : from;
        length = before ? length - half - 1 : half;
    }
    return from;
}

std::size_t Track::next_ending_after(std::int64_t time, std::size_t from, std::size_t guess,
                                     std::size_t count) const noexcept {
    // Neighbouring pixels find neighbouring slices, about as far on as the last one did: double the step away from
    // the guess until it is too far, then search inside it.
    std::size_t step = 1;
    std::size_t limit = std::min(guess, count);
    if (limit < count && ends_[limit] <= time) {
        while (limit < count && ends_[limit] <= time) {
            from = limit + 1;
            limit += step;
            step *= 2;
        }
        return first_ending_after(time, from, std::min(limit, count));
    }
    while (limit > from) {
        const std::size_t probe = limit - from > step ? limit - step : from;
        if (ends_[probe] <= time) {
            return first_ending_after(time, probe + 1, limit);
        }
        limit = probe;
        step *= 2;
    }
    return from;
}

Coverage Track::coverage(Time begin, Time end) const noexcept {
    Coverage covered{};
    coverage(begin, end, std::span(&covered, 1));
    return covered;
}

void Track::coverage(Time begin, Time end, std::span<Coverage> row) const noexcept {
    if (end <= begin) {
        std::fill(row.begin(), row.end(), Coverage{});
        return;
    }
    const std::size_t count = size();
    const auto parts = static_cast<std::int64_t>(row.size());
    std::size_t whole = first_ending_after(to_ns(begin), 0, count);
    std::size_t stride = 0;
    Coverage before = covered_until(to_ns(begin), whole, count);
    // Where the edges lie is found for some parts ahead, so that what is summed up there is on its way from memory.
    std::array<Edge, 16> edges;
    for (std::int64_t first = 0; first < parts; first += static_cast<std::int64_t>(edges.size())) {
        const auto ahead = static_cast<std::size_t>(std::min<std::int64_t>(parts - first, edges.size()));
        for (std::size_t i = 0; i < ahead; ++i) {
            const std::int64_t part = first + static_cast<std::int64_t>(i) + 1;
            const std::int64_t time = part_edge(to_ns(begin), to_ns(end), part, parts);
            const std::size_t next = next_ending_after(time, whole, whole + stride, count);
            stride = next - whole;
            whole = next;
            edges[i] = {time, whole};
            prefetch(whole, count);
        }
        for (std::size_t i = 0; i < ahead; ++i) {
            const Coverage until = covered_until(edges[i].time, edges[i].whole, count);
            Coverage& covered = row[static_cast<std::size_t>(first) + i];
            for (std::size_t key = 0; key < key_count; ++key) {
                covered[key] = until[key] - before[key];
            }
            before = until;
        }
    }
}

void Track::prefetch(std::size_t whole, std::size_t count) const noexcept {
    const std::size_t first = whole / block * block;
    if (first >= count) {
        return;
    }
    constexpr std::size_t line = 64;
    const Coverage* sums = &checkpoints_[whole / block];
    __builtin_prefetch(sums);
    __builtin_prefetch(reinterpret_cast<const char*>(sums) + line);
    __builtin_prefetch(&keys_[first]);
    const std::int64_t* begins = &begins_[first];
    const std::int64_t* ends = &ends_[first];
    for (std::size_t i = 0; i <= whole - first; i += line / sizeof(std::int64_t)) {
        __builtin_prefetch(begins + i);
        __builtin_prefetch(ends + i);
    }
}

Coverage Track::covered_until(Time time) const noexcept {
    const std::size_t count = size();
    return covered_until(to_ns(time), first_ending_after(to_ns(time), 0, count), count);
}

Coverage Track::covered_until(std::int64_t time, std::size_t whole, std::size_t count) const noexcept {
    Coverage sums = checkpoints_[whole / block];
    const std::size_t first = whole / block * block;
    if (first >= count) {
        return sums;
    }
    // A block lies in one chunk, so one look-up finds all of it.
    static_assert(decltype(begins_)::side_by_side % block == 0);
    const Key* keys = &keys_[first];
    const std::int64_t* begins = &begins_[first];
    const std::int64_t* ends = &ends_[first];
    const std::size_t rest = whole - first;
    for (std::size_t i = 0; i < rest; ++i) {
        sums[keys[i]] += ends[i] - begins[i];
    }
    if (whole < count && begins[rest] < time) {
        sums[keys[rest]] += time - begins[rest];
    }
    return sums;
}

void Track::append(const Slice& slice) {
    assert(slice.begin <= slice.end);
    assert(slice.key < key_count);
    const std::size_t index = size();
    assert(index == 0 || ends_[index - 1] <= to_ns(slice.begin));
    if (slice.begin == slice.end) {
        return;
    }
    begins_.push_back(to_ns(slice.begin));
    keys_.push_back(slice.key);
    details_.push_back(slice.detail);
    total_[slice.key] += slice.length().count();
    if ((index + 1) % block == 0) {
        checkpoints_.push_back(total_);
    }
    ends_.push_back(to_ns(slice.end));
}

void Track::set_open(Time begin, Key key, std::uint32_t detail) noexcept {
    assert(key < key_count);
    write_open(to_ns(begin), key, detail);
}

void Track::clear_open() noexcept {
    write_open(0, OpenSlice::closed, 0);
}

void Track::write_open(std::int64_t begin, std::uint16_t key, std::uint32_t detail) noexcept {
    const std::uint32_t sequence = open_.sequence.load(std::memory_order_relaxed);
    open_.sequence.store(sequence + 1, std::memory_order_relaxed);
    open_.begin.store(begin, std::memory_order_release);
    open_.detail.store(detail, std::memory_order_release);
    open_.key.store(key, std::memory_order_release);
    open_.sequence.store(sequence + 2, std::memory_order_release);
}

} // namespace manybrains::trace
