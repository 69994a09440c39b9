#include "core/python/finder.h"
#include "core/python/program_output.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <array>
#include <cctype>
#include <fstream>

namespace manybrains::python {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// Isolated (-I), so that neither the user's settings nor files in the current folder have a say.
constexpr const char* question = R"(
import importlib.util, json, os, sys, sysconfig
wanted = ("ctypes", "aiohttp", "requests", "numpy", "aiosqlite")
print(json.dumps({
    "version": sys.version.split()[0],
    "major": sys.version_info[0],
    "minor": sys.version_info[1],
    "implementation": sys.implementation.name,
    "gil": getattr(sys, "_is_gil_enabled", lambda: True)(),
    "free_threaded": sys.version_info >= (3, 13) and bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    "modules": [name for name in wanted if importlib.util.find_spec(name)],
    "path": sys.executable,
    "executable": os.path.realpath(sys.executable),
    "prefix": sys.prefix,
}))
)";

/// Python 2 knows neither -I nor most of the above, and deserves a better answer than "not a Python".
constexpr const char* version_question = "import sys; print('Python %d.%d.%d' % sys.version_info[:3])";

constexpr const char* version_hint = "lessons need Python 3.8 or newer";

bool is_script(const fs::path& path) {
    std::array<char, 2> start{};
    std::ifstream(path, std::ios::binary).read(start.data(), start.size());
    return start == std::array<char, 2>{'#', '!'};
}

std::string display_name(const std::string& implementation) {
    if (implementation == "cpython") {
        return "CPython";
    }
    return implementation == "pypy" ? "PyPy" : implementation;
}

/// Throws std::exception where the answer is not one.
Interpreter parse(const std::string& answer) {
    const json::object object = json::parse(answer).as_object();
    const auto text = [&](const char* key) { return json::value_to<std::string>(object.at(key)); };
    Interpreter interpreter;
    interpreter.path = text("path");
    interpreter.version = text("version");
    interpreter.major = json::value_to<int>(object.at("major"));
    interpreter.minor = json::value_to<int>(object.at("minor"));
    interpreter.implementation = display_name(text("implementation"));
    interpreter.gil = object.at("gil").as_bool();
    interpreter.free_threaded_build = object.at("free_threaded").as_bool();
    interpreter.modules = json::value_to<std::vector<std::string>>(object.at("modules"));
    interpreter.executable = text("executable");
    interpreter.prefix = text("prefix");
    return interpreter;
}

Error too_old(const fs::path& path, const std::string& version) {
    return input_error(path.string(), version + " is too old", version_hint);
}

Error not_a_python(const fs::path& path) {
    return input_error(path.string(), "not a Python interpreter", version_hint);
}

/// For a program that did not understand the question.
Error explain(const fs::path& path, std::chrono::milliseconds patience) {
    const auto answer = output_of({path.string(), "-E", "-s", "-c", version_question}, patience);
    if (answer && answer->exit_status == 0 && answer->text.starts_with("Python 2.")) {
        return too_old(path, answer->text.substr(0, answer->text.find('\n')));
    }
    return not_a_python(path);
}

} // namespace

Result<Interpreter> inspect(const fs::path& path, std::chrono::milliseconds patience) {
    const auto answer = output_of({path.string(), "-I", "-c", question}, patience);
    if (!answer) {
        return answer.error();
    }
    if (answer->exit_status != 0) {
        return explain(path, patience);
    }
    try {
        Interpreter interpreter = parse(answer->text);
        if (!interpreter.supported()) {
            return too_old(path, "Python " + interpreter.version);
        }
        if (!is_script(path)) {
            interpreter.path = path;
        }
        return interpreter;
    } catch (const std::exception&) {
        return not_a_python(path);
    }
}

} // namespace manybrains::python
