#include "app/cli/options.h"

#include "core/base/suggest.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <vector>

namespace manybrains::cli {
namespace {

constexpr int most_workers = 256;
constexpr int most_repeats = 1000;

void add_lessons(CLI::App& app, LessonsOptions& options) {
    CLI::App* lessons = app.add_subcommand("lessons", "List the lessons");
    lessons->add_flag("--json", options.json, "As JSON");
}

void add_run(CLI::App& app, RunOptions& options) {
    CLI::App* run = app.add_subcommand("run", "Run a lesson's forms one after another and print a table");
    run->add_option("LESSON", options.lesson, "The lesson's id (see: manybrains lessons)")->required();
    run->add_option("--engine", options.engines,
                    "python, cpp, cpp-gil, or the path of a Python interpreter; may be given several times")
        ->type_name("NAME")
        ->allow_extra_args(false);
    run->add_option("--strategy", options.strategies, "sequential,threaded,async,multiprocess, or all")
        ->type_name("LIST")
        ->capture_default_str();
    run->add_option("--workers", options.workers, "How many workers share the tasks (default: the lesson's)")
        ->type_name("N")
        ->check(CLI::Range(1, most_workers));
    run->add_option("--set", options.set, "One of the lesson's parameters; may be given several times")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    run->add_option("--variant", options.variant, "One of the lesson's variants")->type_name("NAME");
    run->add_option("--repeat", options.repeats, "Run everything K times")
        ->type_name("K")
        ->check(CLI::Range(1, most_repeats))
        ->capture_default_str();
    run->add_flag("--quick", options.quick, "Small sizes, under a second each");
    run->add_flag("--no-trace", options.no_trace, "Do not record: bare timing");
    run->add_option("--recording", options.recording, "Record at this level at most: kernel, schedule, probe, sampled")
        ->type_name("LEVEL")
        ->capture_default_str();
    run->add_option("--output", options.output, "Write result.json, one trace a run, and charts into this folder")
        ->type_name("DIR");
    run->add_flag("--json", options.json, "The result on standard output as JSON, and nothing else there");
}

void add_doctor(CLI::App& app, DoctorOptions& options) {
    CLI::App* doctor = app.add_subcommand("doctor", "What this machine allows: cores, recording, interpreters");
    doctor->add_flag("--json", options.json, "As JSON");
}

Subcommand chosen(const CLI::App& app) {
    if (app.got_subcommand("lessons")) {
        return Subcommand::lessons;
    }
    if (app.got_subcommand("run")) {
        return Subcommand::run;
    }
    return app.got_subcommand("doctor") ? Subcommand::doctor : Subcommand::window;
}

std::vector<std::string> words_known(const CLI::App& app) {
    std::vector<std::string> words;
    for (const CLI::App* subcommand : app.get_subcommands(nullptr)) {
        words.push_back(subcommand->get_name());
    }
    const CLI::App* in_force = app.get_subcommands().empty() ? &app : app.get_subcommands().front();
    for (const CLI::Option* option : in_force->get_options()) {
        words.push_back(option->get_name());
    }
    return words;
}

/// The first word that nothing takes, with the nearest that something does.
Error unknown_word(const CLI::App& app, const std::string& word) {
    const auto near = nearest(word, words_known(app));
    return input_error(word, "unknown " + std::string(word.starts_with("-") ? "option" : "command"),
                       near ? "did you mean " + *near + "?" : "see manybrains --help");
}

Exit complain_of(const CLI::App& app, const CLI::ParseError& error) {
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        const std::vector<std::string> all = app.remaining(true);
        if (!all.empty()) {
            return complain(unknown_word(app, all.front()));
        }
    }
    return complain(input_error("command line", error.what(), "see manybrains --help"));
}

/// True when this error is an answer (--help, --version) and not a mistake.
bool is_answer(const CLI::ParseError& error) {
    return error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
}

} // namespace

Parsed parse(int argc, const char* const* argv) {
    Parsed parsed;
    CLI::App app("What threads, async and processes really do on your cores.\n"
                 "Without a subcommand the window opens.",
                 "manybrains");
    app.set_version_flag("--version", "manybrains " MANYBRAINS_VERSION);
    app.require_subcommand(0, 1);
    add_lessons(app, parsed.choice.lessons);
    add_run(app, parsed.choice.run);
    add_doctor(app, parsed.choice.doctor);
    try {
        app.parse(argc, argv);
        parsed.choice.command = chosen(app);
    } catch (const CLI::ParseError& error) {
        if (is_answer(error)) {
            app.exit(error); // prints the help or the version
            parsed.exit = Exit::success;
        } else {
            parsed.exit = complain_of(app, error);
        }
    }
    return parsed;
}

} // namespace manybrains::cli
