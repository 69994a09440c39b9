// Puts the events of all sources into one order. Every source is a stream of its own, in order by itself (a core's
// perf ring, a thread's probe ring); what is later than the horizon waits, for another stream may still bring
// something earlier.
#pragma once

#include "core/base/ids.h"
#include "core/record/event.h"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <deque>
#include <functional>
#include <utility>
#include <vector>

namespace manybrains::record {

class EventStream {
public:
    /// A time before the last one's is raised to it: a signal handler may record inside another record.
    void push(Event event) {
        event.time = last_ = std::max(event.time, last_);
        events_.push_back(event);
    }

    [[nodiscard]] bool empty() const noexcept { return next_ == events_.size(); }
    [[nodiscard]] const Event& front() const noexcept { return events_[next_]; }
    void pop() noexcept { ++next_; }

    /// Gives the room of what was popped back; references from front() end here.
    void compact() {
        events_.erase(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(next_));
        next_ = 0;
    }

private:
    std::vector<Event> events_;
    std::size_t next_ = 0;
    Time last_{};
};

class EventMerge {
public:
    /// The reference stays valid for the merge's life.
    EventStream& add_stream() { return streams_.emplace_back(); }

    /// Hands over, in the order of time, every event up to and including `horizon`. Returns how many.
    template <std::invocable<const Event&> Handle>
    std::size_t deliver_until(Time horizon, Handle&& handle);

private:
    using Head = std::pair<Time, EventStream*>;

    void push_head(EventStream& stream, Time horizon) {
        if (!stream.empty() && stream.front().time <= horizon) {
            heads_.emplace_back(stream.front().time, &stream);
            std::push_heap(heads_.begin(), heads_.end(), std::greater<>());
        }
    }

    std::deque<EventStream> streams_;
    std::vector<Head> heads_; ///< a heap, earliest first; kept to spare its allocation
};

template <std::invocable<const Event&> Handle>
std::size_t EventMerge::deliver_until(Time horizon, Handle&& handle) {
    for (EventStream& stream : streams_) {
        push_head(stream, horizon);
    }
    std::size_t count = 0;
    while (!heads_.empty()) {
        std::pop_heap(heads_.begin(), heads_.end(), std::greater<>());
        EventStream& stream = *heads_.back().second;
        heads_.pop_back();
        // One thread often records many events in a row: go on with it until another stream is due.
        const Time until = heads_.empty() ? horizon : heads_.front().first;
        do {
            handle(stream.front());
            stream.pop();
            ++count;
        } while (!stream.empty() && stream.front().time <= until);
        push_head(stream, horizon);
    }
    for (EventStream& stream : streams_) {
        stream.compact();
    }
    return count;
}

} // namespace manybrains::record
