#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/output_folder.h"
#include "app/cli/progress.h"
#include "app/cli/request.h"
#include "app/cli/table.h"
#include "core/experiment/result.h"

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace manybrains::cli {
namespace {

using experiment::RunRecord;

bool all_expected(const std::vector<RunRecord>& runs) {
    return std::all_of(runs.begin(), runs.end(), [](const RunRecord& run) { return run.expected; });
}

/// What a run printed on its way to a bad end, so that the cause is not lost.
void print_output_of_failures(const std::vector<RunRecord>& runs) {
    for (const RunRecord& run : runs) {
        if (!run.expected && !run.output.empty()) {
            std::cerr << run.output << (run.output.back() == '\n' ? "" : "\n");
        }
    }
}

} // namespace

Exit run_command(const RunOptions& options, const experiment::Installation& installation) {
    const auto course = lesson::load_course(installation.scenarios);
    if (!course) {
        return complain(course.error());
    }
    const auto request = make_request(options, *course, installation);
    if (!request) {
        return complain(request.error());
    }
    const auto interrupt = Interrupt::watch();
    if (!interrupt) {
        return complain(interrupt.error());
    }
    Progress progress;
    const auto runs = experiment::carry_out(*request, installation, progress, (*interrupt)->token());
    if (!runs) {
        return (*interrupt)->happened() ? Exit::interrupted : complain(runs.error());
    }
    if (!options.output.empty()) {
        if (const auto written = write_output(*runs, options.output, installation); !written) {
            return complain(written.error());
        }
    }
    if (options.json) {
        std::cout << io::format(experiment::result_of(*runs, !options.output.empty())) << '\n';
    } else {
        std::cout << format_table(*runs);
    }
    print_output_of_failures(*runs);
    if ((*interrupt)->happened()) {
        return Exit::interrupted;
    }
    return all_expected(*runs) ? Exit::success : Exit::failure;
}

} // namespace manybrains::cli
