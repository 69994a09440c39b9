#include "core/native/runner/runner.h"

#include "core/native/interpreter_lock.h"
#include "core/native/registry.h"
#include "core/native/runner/carry_out.h"
#include "core/native/runner/selection.h"
#include "core/native/runner/serve.h"
#include "core/native/runner/worker.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace manybrains::native {
namespace {

constexpr int exit_usage = 2;

int fail(const Error& error) {
    fmt::print(stderr, "manybrains-runner: {}\n", error.message());
    if (!error.hint.empty()) {
        fmt::print(stderr, "  {}\n", error.hint);
    }
    return error.kind == ErrorKind::input ? exit_usage : EXIT_FAILURE;
}

/// "five-downloads: sequential threaded async multiprocess multiprocess:twice; tasks=5 url"
int list() {
    for (const auto& [id, lesson] : compiled_lessons()) {
        std::vector<std::string> forms;
        for (const CompiledForm& form : lesson.forms) {
            forms.push_back(
                fmt::format("{}{}{}", lesson::code(form.strategy), form.variant.empty() ? "" : ":", form.variant));
        }
        std::vector<std::string> parameters;
        for (const CompiledParameter& parameter : lesson.parameters) {
            parameters.push_back(parameter.standard ? fmt::format("{}={}", parameter.name, *parameter.standard)
                                                    : parameter.name);
        }
        fmt::print("{}: {}; {}\n", id, fmt::join(forms, " "), fmt::join(parameters, " "));
    }
    return EXIT_SUCCESS;
}

int run(const RunWords& words) {
    const auto selection = select(words);
    if (!selection) {
        return fail(selection.error());
    }
    const auto reports = report_pipe();
    if (!reports) {
        return fail(reports.error());
    }
    return carry_out(*selection, words.engine, *reports);
}

struct WorkerWords {
    std::string lesson;
    std::string engine;
    int number = 1;
    int tasks = -1;
    int results = -1;
};

int work(const WorkerWords& words) {
    const auto lesson = find_lesson(words.lesson);
    const auto with_gil = find_engine(words.engine);
    if (!lesson || !with_gil) {
        return fail(lesson ? with_gil.error() : lesson.error());
    }
    if (*with_gil) {
        switch_interpreter_lock_on();
    }
    return serve_tasks(**lesson, {UniqueFd(words.tasks), UniqueFd(words.results)}, words.number);
}

struct ServeWords {
    int latency_ms = 400;
    int bandwidth_kib = 1024;
    int size_kib = 256;
    int files = 100;
};

ServerOptions options(const ServeWords& words) {
    constexpr std::uint64_t kib = 1024;
    ServerOptions options;
    options.latency = std::chrono::milliseconds(words.latency_ms);
    options.bandwidth = static_cast<std::uint64_t>(words.bandwidth_kib) * kib;
    options.size = static_cast<std::uint64_t>(words.size_kib) * kib;
    options.files = static_cast<std::uint32_t>(words.files);
    return options;
}

struct Words {
    bool list = false;
    RunWords run;
    WorkerWords worker;
    ServeWords serve;
};

void describe_run(CLI::App& command, RunWords& words) {
    command.add_option("lesson", words.lesson, "which one, see --list")->required();
    command.add_option("--engine", words.engine, "cpp, or cpp-gil: behind an interpreter lock");
    command.add_option("--strategy", words.strategy, "sequential, threaded, async or multiprocess");
    command.add_option("--workers", words.workers, "threads or processes that share the work");
    command.add_option("--variant", words.variant, "a variant of the lesson");
    command.add_option("--url", words.url, "where the lesson's files are");
    command.add_option("--set", words.set, "KEY=VALUE: a parameter of the lesson; may be repeated")
        ->allow_extra_args(false);
}

void describe_worker(CLI::App& command, WorkerWords& words) {
    command.add_option("lesson", words.lesson)->required();
    command.add_option("--engine", words.engine)->required();
    command.add_option("--number", words.number);
    command.add_option("--tasks-fd", words.tasks)->required();
    command.add_option("--results-fd", words.results)->required();
}

void describe_serve(CLI::App& command, ServeWords& words) {
    command.add_option("--latency-ms", words.latency_ms, "before the first byte")->check(CLI::Range(0, 60'000));
    command.add_option("--bandwidth-kib", words.bandwidth_kib, "KiB/s of each connection")
        ->check(CLI::Range(1, 1 << 22));
    command.add_option("--size-kib", words.size_kib, "of each file")->check(CLI::Range(0, 1 << 20));
    command.add_option("--files", words.files, "how many")->check(CLI::Range(1, 1'000'000));
}

} // namespace

int runner_main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN); // a worker's end, or the app's, shows as an error where it is written to
    Words words;
    CLI::App app("Runs the lessons that are compiled in.", "manybrains-runner");
    CLI::App* run_command = app.add_subcommand("run", "run one form of one lesson");
    CLI::App* worker_command = app.add_subcommand("worker")->group("");
    CLI::App* serve_command = app.add_subcommand("serve", "serve the files of the download lessons on loopback");
    app.add_flag("--list", words.list, "the compiled lessons, their forms and parameters");
    describe_run(*run_command, words.run);
    describe_worker(*worker_command, words.worker);
    describe_serve(*serve_command, words.serve);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        return fail(input_error("command line", error.what(), "manybrains-runner --help"));
    }
    if (words.list) {
        return list();
    }
    if (run_command->parsed()) {
        return run(words.run);
    }
    if (worker_command->parsed()) {
        return work(words.worker);
    }
    if (serve_command->parsed()) {
        return serve(options(words.serve));
    }
    return fail(input_error("command line", "nothing to do", "manybrains-runner --help"));
}

} // namespace manybrains::native
