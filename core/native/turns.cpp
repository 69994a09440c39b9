#include "core/native/turns.h"

namespace manybrains::native {
namespace {

thread_local int awaiting_network = 0;

} // namespace

AwaitingNetwork::AwaitingNetwork() noexcept {
    ++awaiting_network;
}

AwaitingNetwork::~AwaitingNetwork() {
    --awaiting_network;
}

void Turns::begin_wait() {
    waiting_.emplace(awaiting_network > 0 ? trace::State::network : trace::State::sleep);
}

} // namespace manybrains::native
