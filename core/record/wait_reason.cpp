#include "core/record/wait_reason.h"

namespace manybrains::record {

using probe::Call;
using probe::Descriptor;
using trace::State;

namespace {

/// `unknown`: what the call is for where it ended before its descriptor was looked at.
State state_of(Descriptor descriptor, State unknown) noexcept {
    switch (descriptor) {
    case Descriptor::pipe:
    case Descriptor::unix_socket:
        return State::pipe;
    case Descriptor::network_socket:
        return State::network;
    case Descriptor::file:
        return State::disk;
    case Descriptor::other:
        return State::other;
    case Descriptor::unknown:
        break;
    }
    return unknown;
}

} // namespace

std::optional<State> state_of(Call call) noexcept {
    switch (call) {
    case Call::gil:
        return State::gil_wait;
    case Call::sleep:
        return State::sleep;
    case Call::semaphore:
    case Call::mutex:
    case Call::futex:
    case Call::file_lock:
        return State::lock;
    case Call::condition:
        return State::wait;
    case Call::thread_join:
        return State::join;
    case Call::process_wait:
        return State::child;
    case Call::none:
        return State::other;
    case Call::poll:
    case Call::read:
    case Call::write:
    case Call::receive:
    case Call::send:
    case Call::accept:
    case Call::connect:
        break;
    }
    return std::nullopt;
}

State state_of(Call call, Descriptor descriptor, bool timed_out) noexcept {
    switch (call) {
    case Call::poll:
        if (timed_out) {
            return State::sleep;
        }
        // Neither pipe nor socket nor file: an event that another thread has signalled.
        return descriptor == Descriptor::other ? State::wait : state_of(descriptor, State::other);
    case Call::read:
    case Call::write:
        return state_of(descriptor, State::other);
    case Call::receive:
    case Call::send:
    case Call::accept:
    case Call::connect:
        return state_of(descriptor, State::network);
    default:
        return state_of(call).value_or(State::other);
    }
}

} // namespace manybrains::record
