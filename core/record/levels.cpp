#include "core/record/levels.h"

#include "core/record/perf_session.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <system_error>

namespace manybrains::record {

namespace {

constexpr int ordinary_users_may = 2; ///< the highest kernel.perf_event_paranoid that lets them record themselves

constexpr const char* unlock_container = "docker run --security-opt seccomp=unconfined";

Refusal explain_permission(std::optional<int> paranoid) {
    if (paranoid && *paranoid > ordinary_users_may) {
        return {fmt::format("kernel.perf_event_paranoid is {}: ordinary users may not record the schedule", *paranoid),
                "sudo sysctl kernel.perf_event_paranoid=2"};
    }
    return {"perf_event_open is blocked here, as containers do", unlock_container};
}

} // namespace

Refusal explain_refusal(const Error& error, std::optional<int> paranoid) {
    const bool opening = error.what == PerfSession::opening;
    if (opening && (error.code == EACCES || error.code == EPERM)) {
        return explain_permission(paranoid);
    }
    if (opening && error.code == ENOSYS) {
        return {"perf_event_open is blocked here, or this kernel was built without it", unlock_container};
    }
    return {error.message(), error.hint};
}

std::optional<int> perf_event_paranoid() {
    std::ifstream file("/proc/sys/kernel/perf_event_paranoid");
    int value = 0;
    return file >> value ? std::optional(value) : std::nullopt;
}

Availability describe_level(const Options& options, const std::optional<Result<void>>& schedule, bool probe) {
    const bool has_schedule = schedule && *schedule;
    Availability availability;
    availability.level = level_with(has_schedule, probe && allows_probe(options.at_most));
    if (availability.level == options.at_most && options.at_most != trace::Level::kernel) {
        availability.why = "a lower level was asked for";
    } else if (schedule && !*schedule) {
        const Refusal refusal = explain_refusal(schedule->error(), perf_event_paranoid());
        availability.why = refusal.why;
        availability.hint = refusal.hint;
    } else if (!probe) {
        availability.why =
            fmt::format("the probe is missing: {}",
                        options.probe_library.empty() ? "libmanybrains-probe.so" : options.probe_library.string());
        availability.hint = "scripts/setup";
    }
    return availability;
}

bool probe_is_there(const Options& options) {
    std::error_code error;
    return std::filesystem::is_regular_file(options.probe_library, error);
}

Availability availability(const Options& options) {
    std::optional<Result<void>> schedule;
    if (allows_schedule(options.at_most)) {
        schedule = PerfSession::try_open();
    }
    return describe_level(options, schedule, probe_is_there(options));
}

} // namespace manybrains::record
