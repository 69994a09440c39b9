#include "core/native/instruments.h"

#include "core/probe/api.h"

#include <dlfcn.h>

namespace manybrains::native {
namespace {

template <typename Function>
Function* find(const char* name) noexcept {
    return reinterpret_cast<Function*>(::dlsym(RTLD_DEFAULT, name));
}

struct Probe {
    decltype(&manybrains_probe_task_begin) task_begin =
        find<decltype(manybrains_probe_task_begin)>("manybrains_probe_task_begin");
    decltype(&manybrains_probe_task_end) task_end =
        find<decltype(manybrains_probe_task_end)>("manybrains_probe_task_end");
    decltype(&manybrains_probe_hint_begin) hint_begin =
        find<decltype(manybrains_probe_hint_begin)>("manybrains_probe_hint_begin");
    decltype(&manybrains_probe_hint_end) hint_end =
        find<decltype(manybrains_probe_hint_end)>("manybrains_probe_hint_end");
    decltype(&manybrains_probe_gil_wait_begin) gil_wait_begin =
        find<decltype(manybrains_probe_gil_wait_begin)>("manybrains_probe_gil_wait_begin");
    decltype(&manybrains_probe_gil_wait_end) gil_wait_end =
        find<decltype(manybrains_probe_gil_wait_end)>("manybrains_probe_gil_wait_end");
    decltype(&manybrains_probe_gil_take) gil_take =
        find<decltype(manybrains_probe_gil_take)>("manybrains_probe_gil_take");
    decltype(&manybrains_probe_gil_drop) gil_drop =
        find<decltype(manybrains_probe_gil_drop)>("manybrains_probe_gil_drop");
};

const Probe& probe() noexcept {
    static const Probe found;
    return found;
}

template <typename Function, typename... Arguments>
void call_if_there(Function* function, Arguments... arguments) noexcept {
    if (function != nullptr) {
        function(arguments...);
    }
}

} // namespace

TaskSpan::TaskSpan(const char* name, int index) noexcept : name_(name), index_(static_cast<std::uint32_t>(index)) {
    call_if_there(probe().task_begin, name_, index_);
}

TaskSpan::~TaskSpan() {
    call_if_there(probe().task_end, name_, index_);
}

WaitHint::WaitHint(trace::State state) noexcept : state_(static_cast<std::uint32_t>(state)) {
    call_if_there(probe().hint_begin, state_);
}

WaitHint::~WaitHint() {
    call_if_there(probe().hint_end, state_);
}

void record_lock_event(LockEvent event, std::uint64_t lock) noexcept {
    switch (event) {
    case LockEvent::wait_begin:
        return call_if_there(probe().gil_wait_begin, lock);
    case LockEvent::wait_end:
        return call_if_there(probe().gil_wait_end, lock);
    case LockEvent::take:
        return call_if_there(probe().gil_take, lock);
    case LockEvent::drop:
        return call_if_there(probe().gil_drop, lock);
    }
}

} // namespace manybrains::native
