// Which of the recording levels this machine allows, and in words why not a higher one (recording.md, "honest levels").
#pragma once

#include "core/base/result.h"
#include "core/record/recorder.h"
#include "core/trace/level.h"

#include <optional>
#include <string>

namespace manybrains::record {

/// The level that results from what is there: the kernel's schedule, the probe.
[[nodiscard]] constexpr trace::Level level_with(bool schedule, bool probe) noexcept {
    if (schedule) {
        return probe ? trace::Level::kernel : trace::Level::schedule;
    }
    return probe ? trace::Level::probe : trace::Level::sampled;
}

/// What may be tried at all under Options::at_most.
[[nodiscard]] constexpr bool allows_schedule(trace::Level at_most) noexcept {
    return at_most == trace::Level::kernel || at_most == trace::Level::schedule;
}
[[nodiscard]] constexpr bool allows_probe(trace::Level at_most) noexcept {
    return at_most == trace::Level::kernel || at_most == trace::Level::probe;
}

/// Words for Availability: a cause, and the one command that lifts it.
struct Refusal {
    std::string why;
    std::string hint;
};
/// Why the kernel's schedule could not be opened. `paranoid`: kernel.perf_event_paranoid, where readable.
[[nodiscard]] Refusal explain_refusal(const Error& error, std::optional<int> paranoid);
[[nodiscard]] std::optional<int> perf_event_paranoid();

/// `schedule`: what trying to open it gave; nothing where it was not to be tried. `probe`: the library is there.
[[nodiscard]] Availability describe_level(const Options& options, const std::optional<Result<void>>& schedule,
                                          bool probe);

[[nodiscard]] bool probe_is_there(const Options& options);

} // namespace manybrains::record
