#include "app/cli/output_folder.h"

#include "app/cli/window_process.h"
#include "core/experiment/result.h"

#include <fmt/format.h>

#include <cstdio>
#include <system_error>

namespace manybrains::cli {
namespace {

namespace fs = std::filesystem;

Result<void> write_traces(const std::vector<experiment::RunRecord>& runs, const fs::path& folder) {
    const bool several = experiment::has_several_interpreters(runs);
    for (const experiment::RunRecord& run : runs) {
        if (!run.trace) {
            continue;
        }
        const auto written = io::write_chrome_trace(*run.trace, experiment::trace_description(run),
                                                    folder / experiment::trace_file_name(run, several));
        if (!written) {
            return written.error();
        }
    }
    return {};
}

} // namespace

Result<void> write_output(const std::vector<experiment::RunRecord>& runs, const fs::path& folder,
                          const experiment::Installation& installation) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) {
        return system_error_of(failed.value(), folder.string());
    }
    const fs::path result = folder / "result.json";
    if (auto written = io::write_result(experiment::result_of(runs, true), result); !written) {
        return written;
    }
    if (auto written = write_traces(runs, folder); !written) {
        return written;
    }
    if (!fs::exists(installation.window, failed)) {
        fmt::print(stderr, "manybrains: no charts: the window program is not built here; the figures are in {}\n",
                   result.string());
        return {};
    }
    return render_charts(installation, result, folder);
}

} // namespace manybrains::cli
