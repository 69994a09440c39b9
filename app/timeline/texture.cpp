#include "app/timeline/texture.h"

namespace manybrains::app {

Appearance appearanceOf(trace::State state) noexcept {
    using trace::State;
    switch (state) {
    case State::running:
        return {Texture::solid, 1.0F, true, false};
    case State::ready:
        return {Texture::hatched, 0.72F, true, false};
    case State::gil_wait:
        return {Texture::striped, 0.72F, false, false};
    case State::lock:
        return {Texture::dotted, 0.72F, false, false};
    case State::network:
    case State::pipe:
    case State::disk:
        return {Texture::solid, 0.36F, false, false};
    case State::wait:
    case State::join:
    case State::child:
        return {Texture::dotted, 0.36F, false, false};
    case State::sleep:
        return {Texture::solid, 0.0F, false, false};
    case State::other:
        return {Texture::solid, 0.2F, false, true};
    }
    return {};
}

} // namespace manybrains::app
