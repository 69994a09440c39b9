// The interpreter lock of the engine cpp-gil: one lock a process, which a thread must hold to run the lesson's code.
// It follows CPython's algorithm, so that the two engines' pictures can be laid side by side:
//   - a thread that waits sets a drop request whenever the switch interval passes without a hand-off;
//   - the holder obeys at its next safe point, and then waits until another thread has taken the lock;
//   - around blocking calls the lock is let go.
// In engine cpp the lock is off: the same code runs, and nobody ever sets a request.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace manybrains::native {

class InterpreterLock {
public:
    /// As long as CPython's own.
    static constexpr std::chrono::microseconds standard_switch_interval{5'000};

    void take();
    /// Where a request is set, returns only after another thread has taken the lock.
    void drop();

    [[nodiscard]] bool drop_requested() const noexcept { return drop_requested_.load(std::memory_order_relaxed); }
    void set_switch_interval(std::chrono::microseconds interval) noexcept { switch_interval_ = interval; }
    /// How often the lock went from one thread to a different one.
    [[nodiscard]] std::uint64_t handoffs() const;

private:
    void wait_until_free(std::unique_lock<std::mutex>& lock);
    void wait_for_another_holder();
    [[nodiscard]] std::uint64_t name() const noexcept;

    mutable std::mutex mutex_; ///< guards locked_ and handoffs_
    std::condition_variable freed_;
    bool locked_ = false;
    std::uint64_t handoffs_ = 0;

    std::mutex switch_mutex_; ///< orders a take before the check of the thread that gave way
    std::condition_variable switched_;
    std::atomic<std::thread::id> last_holder_;

    std::atomic<std::chrono::microseconds> switch_interval_ = standard_switch_interval;
    std::atomic<bool> drop_requested_ = false;
};

/// This process's lock.
extern InterpreterLock interpreter_lock;

/// Engine cpp-gil. Call before any thread of the lesson runs.
void switch_interpreter_lock_on() noexcept;

/// As Python's sys.setswitchinterval().
void set_switch_interval(double seconds) noexcept;

/// Makes the calling thread one that runs the lesson: it holds the lock for as long as this lives. Nests.
class LockHeld {
public:
    LockHeld();
    ~LockHeld();
    LockHeld(const LockHeld&) = delete;
    LockHeld& operator=(const LockHeld&) = delete;

private:
    bool taken_here_;
};

/// Lets the lock go around a blocking call, for as long as this lives. Does nothing on a thread that holds no lock.
class LockReleased {
public:
    LockReleased();
    ~LockReleased();
    LockReleased(const LockReleased&) = delete;
    LockReleased& operator=(const LockReleased&) = delete;

private:
    bool dropped_here_;
};

void give_way();

/// Where a running thread may be asked to let the lock go: put one into every loop that computes, as CPython has one
/// at every backward jump. It costs one load and one branch. That load is also why the compiler keeps such a loop:
/// an atomic read may not be removed, so the iterations around it cannot be folded into their result.
inline void safe_point() {
    if (interpreter_lock.drop_requested()) [[unlikely]] {
        give_way();
    }
}

} // namespace manybrains::native
