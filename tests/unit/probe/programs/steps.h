// For test programs that go through functions one by one: each step is marked in the recording by a task of its
// number, and prints what its function returned and left in errno, recorded or not.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace steps {

/// Runs one function call as the next step.
void step(const char* name, const std::function<long()>& call);

/// The same for a call that blocks until `release` has run. That happens in another thread, and not before this one
/// is seen to be blocked for a while: so the call is a long one however busy the machine is.
void blocked_step(const char* name, const std::function<long()>& call, const std::function<void()>& release);

/// Waits until thread `tid` of this process is blocked.
void wait_until_blocked(pid_t tid);

} // namespace steps
