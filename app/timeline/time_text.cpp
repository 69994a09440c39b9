#include "app/timeline/time_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace manybrains::app {

namespace {

struct Unit {
    std::int64_t nanoseconds;
    int exponent; ///< nanoseconds = 10^exponent
    const char* symbol;
};

constexpr std::array<Unit, 4> units = {{{1'000'000'000, 9, QT_TRANSLATE_NOOP("Time", "s")},
                                        {1'000'000, 6, QT_TRANSLATE_NOOP("Time", "ms")},
                                        {1'000, 3, QT_TRANSLATE_NOOP("Time", "\u00b5s")},
                                        {1, 0, QT_TRANSLATE_NOOP("Time", "ns")}}};

/// The largest unit of which there is at least one; seconds for 0.
const Unit& unitFor(std::int64_t nanoseconds) {
    const std::int64_t magnitude = std::abs(nanoseconds);
    for (const Unit& unit : units) {
        if (magnitude >= unit.nanoseconds) {
            return unit;
        }
    }
    return units.front();
}

QString text(std::int64_t nanoseconds, const Unit& unit, int decimals) {
    const double value = static_cast<double>(nanoseconds) / static_cast<double>(unit.nanoseconds);
    return QLocale().toString(value, 'f', decimals) + QChar(QChar::Nbsp) +
           QCoreApplication::translate("Time", unit.symbol);
}

} // namespace

QString rulerText(Duration time, Duration step, Duration precision) {
    // Seconds as long as the ticks are at least 10 ms apart, so that one ruler does not mix units.
    const Unit& unit = step >= std::chrono::milliseconds(10)   ? units[0]
                       : step >= std::chrono::microseconds(10) ? units[1]
                                                               : units[2];
    int decimals = 0;
    for (std::int64_t rest = unit.nanoseconds; decimals < unit.exponent && precision.count() % rest != 0; ++decimals) {
        rest /= 10;
    }
    return time == Duration::zero() ? text(0, unit, 0) : text(time.count(), unit, decimals);
}

QString lengthText(Duration length) {
    const std::int64_t ns = length.count();
    if (std::abs(ns) >= 99'500'000) {
        return text(ns, units[0], 2); // runs of about a second are compared: one unit for all of them
    }
    const Unit& unit = unitFor(ns);
    const double value = std::abs(static_cast<double>(ns) / static_cast<double>(unit.nanoseconds));
    const int wanted = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return text(ns, unit, ns == 0 ? 0 : std::min(wanted, unit.exponent));
}

QString exactText(Duration time) {
    const Unit& unit = unitFor(time.count());
    return text(time.count(), unit, time == Duration::zero() ? 0 : unit.exponent);
}

} // namespace manybrains::app
