#include "core/native/interpreter_lock.h"

#include "core/native/instruments.h"

namespace manybrains::native {
namespace {

/// The condition variable behind the wait would be taken for a wait of the lesson's own, were it not for the hint.
class RecordedWait {
public:
    explicit RecordedWait(std::uint64_t lock) noexcept : lock_(lock) {
        record_lock_event(LockEvent::wait_begin, lock_);
    }
    ~RecordedWait() { record_lock_event(LockEvent::wait_end, lock_); }
    RecordedWait(const RecordedWait&) = delete;
    RecordedWait& operator=(const RecordedWait&) = delete;

private:
    std::uint64_t lock_;
    WaitHint hint_{trace::State::gil_wait};
};

bool lock_is_on = false;
thread_local bool held_by_this_thread = false;

void take_for_this_thread() {
    interpreter_lock.take();
    held_by_this_thread = true;
}

void drop_for_this_thread() {
    held_by_this_thread = false;
    interpreter_lock.drop();
}

} // namespace

InterpreterLock interpreter_lock;

void InterpreterLock::take() {
    std::unique_lock lock(mutex_);
    if (locked_) {
        const RecordedWait waiting(name());
        wait_until_free(lock);
    }
    const std::lock_guard switching(switch_mutex_);
    locked_ = true;
    record_lock_event(LockEvent::take, name());
    if (last_holder_ != std::this_thread::get_id()) {
        last_holder_ = std::this_thread::get_id();
        ++handoffs_;
    }
    drop_requested_ = false;
    switched_.notify_one();
}

void InterpreterLock::wait_until_free(std::unique_lock<std::mutex>& lock) {
    while (locked_) {
        const std::uint64_t handoffs_before = handoffs_;
        const bool timed_out = freed_.wait_for(lock, switch_interval_.load()) == std::cv_status::timeout;
        // A hand-off in the meantime went to another waiter: the new holder has a full interval of its own.
        if (timed_out && locked_ && handoffs_ == handoffs_before) {
            drop_requested_ = true;
        }
    }
}

void InterpreterLock::drop() {
    {
        const std::lock_guard lock(mutex_);
        record_lock_event(LockEvent::drop, name());
        last_holder_ = std::this_thread::get_id();
        locked_ = false;
        freed_.notify_one();
    }
    if (drop_requested()) {
        wait_for_another_holder();
    }
}

void InterpreterLock::wait_for_another_holder() {
    std::unique_lock lock(switch_mutex_);
    if (last_holder_ != std::this_thread::get_id()) {
        return;
    }
    // Without this wait the thread would win its own lock back before the one that asked has woken up.
    drop_requested_ = false;
    const RecordedWait waiting(name());
    switched_.wait(lock, [this] { return last_holder_ != std::this_thread::get_id(); });
}

std::uint64_t InterpreterLock::handoffs() const {
    const std::lock_guard lock(mutex_);
    return handoffs_;
}

std::uint64_t InterpreterLock::name() const noexcept {
    return reinterpret_cast<std::uintptr_t>(this);
}

void switch_interpreter_lock_on() noexcept {
    lock_is_on = true;
}

void set_switch_interval(double seconds) noexcept {
    interpreter_lock.set_switch_interval(
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::duration<double>(seconds)));
}

LockHeld::LockHeld() : taken_here_(lock_is_on && !held_by_this_thread) {
    if (taken_here_) {
        take_for_this_thread();
    }
}

LockHeld::~LockHeld() {
    if (taken_here_) {
        drop_for_this_thread();
    }
}

LockReleased::LockReleased() : dropped_here_(held_by_this_thread) {
    if (dropped_here_) {
        drop_for_this_thread();
    }
}

LockReleased::~LockReleased() {
    if (dropped_here_) {
        take_for_this_thread();
    }
}

void give_way() {
    const LockReleased released;
}

} // namespace manybrains::native
