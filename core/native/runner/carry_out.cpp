#include "core/native/runner/carry_out.h"

#include "core/native/interpreter_lock.h"
#include "core/native/process_pool.h"
#include "core/native/values.h"
#include "core/native/worker_process.h"
#include "core/run/report.h"
#include "core/run/supervisor.h"

#include <boost/core/demangle.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <typeinfo>

namespace manybrains::native {
namespace {

/// A supervisor that is gone does not matter any more: its guard ends this program.
void send(const UniqueFd& reports, const run::Report& report) {
    std::string_view rest;
    std::string line;
    if (reports) {
        line = run::format(report);
        if (!line.ends_with('\n')) {
            line += '\n';
        }
        rest = line;
    }
    while (!rest.empty()) {
        const ssize_t written = ::write(reports.get(), rest.data(), rest.size());
        if (written < 0) {
            return;
        }
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
}

void print(const Texts& results) {
    for (const std::string& result : results) {
        fmt::print("{}\n", result);
    }
}

run::ErrorReport describe(const std::exception& failure) {
    return {boost::core::demangle(typeid(failure).name()), failure.what(), {}};
}

int fail(const UniqueFd& reports, const run::ErrorReport& error) {
    send(reports, error);
    fmt::print(stderr, "manybrains-runner: {}: {}\n", error.kind, error.message);
    return EXIT_FAILURE;
}

} // namespace

Result<UniqueFd> report_pipe() {
    const char* text = std::getenv(run::report_fd_variable);
    if (text == nullptr) {
        return UniqueFd();
    }
    const auto number = from_text<int>(text);
    if (!number || *number < 0 || ::fcntl(*number, F_SETFD, FD_CLOEXEC) != 0) {
        return input_error(fmt::format("{}={}", run::report_fd_variable, text), "it is not an open descriptor");
    }
    return UniqueFd(*number);
}

int carry_out(const Selection& selection, const std::string& engine, const UniqueFd& reports) {
    set_worker_command({std::filesystem::read_symlink("/proc/self/exe"), selection.lesson->id, engine});
    if (selection.with_gil) {
        switch_interpreter_lock_on();
    }
    const LockHeld held;
    try {
        send(reports, run::CallReport{Time::clock::now()});
        Texts results = selection.form->run(selection.workers, selection.values);
        const Time returned = Time::clock::now();
        if (!reports) {
            print(results);
        }
        send(reports, run::ReturnReport{returned, std::move(results)});
    } catch (const std::exception& failure) {
        return fail(reports, describe(failure));
    } catch (...) {
        return fail(reports, {"unknown", "the lesson threw something that is not an exception", {}});
    }
    return EXIT_SUCCESS;
}

} // namespace manybrains::native
