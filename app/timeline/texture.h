// How the states of a thread are told apart without colour: by height and by texture.
#pragma once

#include "core/trace/state.h"

#include <cstdint>

namespace manybrains::app {

enum class Texture : std::uint8_t {
    solid,
    hatched, ///< diagonal
    striped, ///< along the row, so that it stays visible where slices are narrow
    dotted
};

struct Appearance {
    Texture texture = Texture::solid;
    float height = 1;      ///< share of the row, about its middle; 0: a hairline of one pixel
    bool of_worker = true; ///< in the thread's own colour rather than in the state's tint
    bool faint = false;
};

[[nodiscard]] Appearance appearanceOf(trace::State state) noexcept;

/// Textures repeat after so many pixels in both directions.
inline constexpr int texture_period = 4;

/// Whether the texture is inked at this pixel; where it is not, it shows a pale ground.
[[nodiscard]] constexpr bool inked(Texture texture, int x, int y) noexcept {
    switch (texture) {
    case Texture::solid:
        return true;
    case Texture::hatched:
        return (x + y) % texture_period < 2;
    case Texture::striped:
        return y % texture_period < 2;
    case Texture::dotted:
        return x % texture_period < 2 && y % texture_period < 2;
    }
    return true;
}

} // namespace manybrains::app
