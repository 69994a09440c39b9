#include "core/record/gil_decoder.h"

#include <algorithm>

namespace manybrains::record {

namespace {

constexpr std::size_t most_early = 4096; ///< the pair shows within the interpreter's first file read
constexpr std::size_t most_offsets = 64;

} // namespace

void CondPairFinder::see(std::uint64_t offset) {
    if (cond_ || std::ranges::find(seen_, offset) != seen_.end() || seen_.size() == most_offsets) {
        return;
    }
    for (const std::uint64_t other : seen_) {
        const std::uint64_t low = std::min(offset, other);
        if (std::max(offset, other) - low == cond_pair_distance) {
            cond_ = low;
            return;
        }
    }
    seen_.push_back(offset);
}

void GilDecoder::signalled(ThreadSweep& thread, Time time, std::uint64_t offset) {
    const CondCall call{&thread, time, offset, false};
    if (pair_.cond()) {
        decode(call);
        return;
    }
    keep(call);
    pair_.see(offset);
    if (pair_.cond()) {
        std::ranges::for_each(early_, [this](const CondCall& each) { decode(each); });
        early_.clear();
    }
}

void GilDecoder::waits(ThreadSweep& thread, Time time, std::uint64_t what) {
    if (NativeLock* lock = find_native(what)) {
        lock->sweep.request(thread, time);
    } else if (pair_.cond()) {
        decode({&thread, time, what, true});
    } else {
        keep({&thread, time, what, true});
    }
}

void GilDecoder::keep(const CondCall& call) {
    early_.push_back(call);
    if (early_.size() > most_early) {
        early_.pop_front();
    }
}

/// Waiting on switch_cond is no request: that thread has just let go and waits for another one to take over.
void GilDecoder::decode(const CondCall& call) {
    const bool is_cond = call.offset == *pair_.cond();
    const bool is_switch_cond = call.offset == *pair_.cond() + cond_pair_distance;
    if (call.wait && is_cond) {
        python_.request(*call.thread, call.time);
    } else if (!call.wait && is_switch_cond) {
        python_.take(*call.thread, call.time);
    } else if (!call.wait && is_cond) {
        python_.drop(*call.thread, call.time);
    }
}

void GilDecoder::inherit(const GilDecoder& parent, const ThreadSweep& forker, ThreadSweep& child, Time time) {
    expect_like(parent);
    if (parent.python_.holder() == &forker) {
        python_.begin_held(child, time);
    }
    // Not so the native engine's locks: its workers are new programs, and a lock of theirs begins free.
}

void GilDecoder::expect_like(const GilDecoder& other) {
    pair_ = other.pair_;
}

void GilDecoder::thread_ended(ThreadSweep& thread, Time time) {
    std::erase_if(early_, [&thread](const CondCall& call) { return call.thread == &thread; });
    python_.release(thread, time);
    for (NativeLock& lock : native_) {
        lock.sweep.release(thread, time);
    }
}

void GilDecoder::restart(Time time) {
    python_.release(time);
    for (NativeLock& lock : native_) {
        lock.sweep.release(time);
    }
    pair_ = {};
    early_.clear();
}

void GilDecoder::publish_open() {
    python_.publish_open();
    for (NativeLock& lock : native_) {
        lock.sweep.publish_open();
    }
}

GilDecoder::NativeLock* GilDecoder::find_native(std::uint64_t lock) noexcept {
    const auto found = std::ranges::find(native_, lock, &NativeLock::number);
    return found != native_.end() ? &*found : nullptr;
}

GilSweep& GilDecoder::native(std::uint64_t lock) {
    NativeLock* known = find_native(lock);
    return known != nullptr ? known->sweep : native_.emplace_back(NativeLock{lock, GilSweep(trace_, pid_)}).sweep;
}

} // namespace manybrains::record
