// What the native engine tells the recorder about itself: task spans, what a wait is for, the interpreter lock. The
// probe's functions (core/probe/api.h) are looked up once at start; in a program that is not recorded all of this
// does nothing.
#pragma once

#include "core/trace/state.h"

#include <cstdint>

namespace manybrains::native {

/// The task `index` runs on this thread for as long as the span lives. `name` must outlive it.
class TaskSpan {
public:
    TaskSpan(const char* name, int index) noexcept;
    ~TaskSpan();
    TaskSpan(const TaskSpan&) = delete;
    TaskSpan& operator=(const TaskSpan&) = delete;

private:
    const char* name_;
    std::uint32_t index_;
};

/// Says what this thread's waits are for while it lives, where the blocking call alone does not tell.
class WaitHint {
public:
    explicit WaitHint(trace::State state) noexcept;
    ~WaitHint();
    WaitHint(const WaitHint&) = delete;
    WaitHint& operator=(const WaitHint&) = delete;

private:
    std::uint32_t state_;
};

enum class LockEvent : std::uint8_t { wait_begin, wait_end, take, drop };

/// `lock` is any number that names the lock, the same at each of its events.
void record_lock_event(LockEvent event, std::uint64_t lock) noexcept;

} // namespace manybrains::native
