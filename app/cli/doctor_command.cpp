#include "app/cli/commands.h"
#include "core/io/topology.h"
#include "core/python/finder.h"
#include "core/record/recorder.h"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace manybrains::cli {
namespace {

namespace json = boost::json;

/// Everything doctor knows, before it becomes text or JSON.
struct Diagnosis {
    io::Topology cores;
    record::Availability recording;
    std::vector<python::Interpreter> interpreters;
    std::string display; ///< the name of the display, or empty
    bool window = false; ///< the window program is there
};

std::string display_name() {
    for (const char* variable : {"WAYLAND_DISPLAY", "DISPLAY"}) {
        const char* value = std::getenv(variable);
        if (value != nullptr && *value != '\0') {
            return value;
        }
    }
    return {};
}

Diagnosis diagnose(const experiment::Installation& installation) {
    return {io::topology(), record::availability({trace::Level::kernel, installation.probe}),
            python::find_interpreters(), display_name(), std::filesystem::exists(installation.window)};
}

std::string gil_words(const python::Interpreter& interpreter) {
    if (interpreter.gil) {
        return interpreter.free_threaded_build ? "free-threaded build, GIL on" : "GIL";
    }
    return "no GIL";
}

void print_cores(const io::Topology& cores) {
    fmt::print("Cores        {} usable by this process; {} online on {} physical {}\n", cores.usable, cores.logical,
               cores.physical, cores.physical == 1 ? "core" : "cores");
}

void print_recording(const record::Availability& recording) {
    fmt::print("Recording    {}", trace::code(recording.level));
    fmt::print("{}\n", recording.why.empty() ? " (exact)" : ": " + recording.why);
    if (!recording.hint.empty()) {
        fmt::print("             {}\n", recording.hint);
    }
}

void print_interpreters(const std::vector<python::Interpreter>& interpreters) {
    if (interpreters.empty()) {
        fmt::print("Python       none found: the C++ engines run; install python3 for the Python one\n");
    }
    for (const python::Interpreter& interpreter : interpreters) {
        fmt::print("{:<13}{} {} ({}){}\n             {}\n", &interpreter == &interpreters.front() ? "Python" : "",
                   interpreter.implementation, interpreter.version, gil_words(interpreter),
                   interpreter.supported() ? "" : ", too old: 3.8 is the oldest that lessons run on",
                   interpreter.path.string());
        if (!interpreter.modules.empty()) {
            fmt::print("             modules: {}\n", fmt::join(interpreter.modules, ", "));
        }
    }
}

void print_display(const Diagnosis& diagnosis) {
    fmt::print("Display      {}\n",
               diagnosis.display.empty() ? "none: everything but the window works" : diagnosis.display);
    if (!diagnosis.window) {
        fmt::print("Window       not built\n");
    }
}

json::object to_json(const python::Interpreter& interpreter) {
    json::array modules;
    for (const std::string& module : interpreter.modules) {
        modules.emplace_back(module);
    }
    return {{"path", interpreter.path.string()},
            {"version", interpreter.version},
            {"implementation", interpreter.implementation},
            {"gil", interpreter.gil},
            {"free_threaded_build", interpreter.free_threaded_build},
            {"supported", interpreter.supported()},
            {"modules", std::move(modules)}};
}

json::object to_json(const Diagnosis& diagnosis) {
    json::array interpreters;
    for (const python::Interpreter& interpreter : diagnosis.interpreters) {
        interpreters.push_back(to_json(interpreter));
    }
    return {{"cores",
             {{"usable", diagnosis.cores.usable},
              {"online", diagnosis.cores.logical},
              {"physical", diagnosis.cores.physical},
              {"hyper_threads", diagnosis.cores.logical > diagnosis.cores.physical}}},
            {"recording",
             {{"level", trace::code(diagnosis.recording.level)},
              {"why", diagnosis.recording.why},
              {"hint", diagnosis.recording.hint}}},
            {"interpreters", std::move(interpreters)},
            {"display", diagnosis.display.empty() ? json::value(nullptr) : json::value(diagnosis.display)},
            {"window", diagnosis.window}};
}

} // namespace

Exit doctor_command(const DoctorOptions& options, const experiment::Installation& installation) {
    const Diagnosis diagnosis = diagnose(installation);
    if (options.json) {
        std::cout << to_json(diagnosis) << '\n';
        return Exit::success;
    }
    print_cores(diagnosis.cores);
    print_recording(diagnosis.recording);
    print_interpreters(diagnosis.interpreters);
    print_display(diagnosis);
    return Exit::success;
}

} // namespace manybrains::cli
