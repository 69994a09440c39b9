// Times as text, in the reader's locale: on the ruler, as a length at a glance, and exactly.
#pragma once

#include "core/base/ids.h"

#include <QString>

namespace manybrains::app {

/// "0.25 s", "412.35 ms": in the unit that suits ticks that are `step` apart, with as many decimals as `precision`
/// needs.
[[nodiscard]] QString rulerText(Duration time, Duration step, Duration precision);

/// At a glance: "1.62 s", "0.86 s", "81.2 ms", "5.17 ms", "40.0 µs".
[[nodiscard]] QString lengthText(Duration length);

/// To the nanosecond: "412.345678 ms".
[[nodiscard]] QString exactText(Duration time);

} // namespace manybrains::app
