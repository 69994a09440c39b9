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
    return first_ending_after(to_ns(time), size());
}

std::size_t Track::first_ending_after(std::int64_t time, std::size_t count) const noexcept {
    std::size_t low = 0;
    while (count > 0) {
        const std::size_t half = count / 2;
        if (ends_[low + half] <= time) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return low;
}

Coverage Track::coverage(Time begin, Time end) const noexcept {
    if (end <= begin) {
        return {};
    }
    const std::size_t count = size();
    const Coverage before = covered_until(to_ns(begin), count);
    Coverage covered = covered_until(to_ns(end), count);
    for (std::size_t key = 0; key < key_count; ++key) {
        covered[key] -= before[key];
    }
    return covered;
}

Coverage Track::covered_until(Time time) const noexcept {
    return covered_until(to_ns(time), size());
}

Coverage Track::covered_until(std::int64_t time, std::size_t count) const noexcept {
    const std::size_t whole = first_ending_after(time, count);
    Coverage sums = checkpoints_[whole / block];
    for (std::size_t i = whole / block * block; i < whole; ++i) {
        sums[keys_[i]] += ends_[i] - begins_[i];
    }
    if (whole < count && begins_[whole] < time) {
        sums[keys_[whole]] += time - begins_[whole];
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
