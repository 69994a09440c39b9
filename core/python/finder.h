// Finds the Python interpreters of this machine: PATH, versioned names, pyenv, virtual environments.
#pragma once

#include "core/base/result.h"
#include "core/python/candidates.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace manybrains::python {

struct Interpreter {
    std::filesystem::path path; ///< as found; what the user would type. For a wrapper script, what it starts.
    std::string version;        ///< "3.11.2"
    int major = 0;
    int minor = 0;
    std::string implementation; ///< "CPython", "PyPy"
    bool gil = true;            ///< false: free-threaded build with its GIL off
    bool free_threaded_build = false;
    std::vector<std::string> modules; ///< of those that lessons use, the ones it has: "aiohttp", "requests", …
    std::filesystem::path executable; ///< what it runs, links resolved; with the prefix, its identity
    std::filesystem::path prefix;     ///< differs between a virtual environment and its base

    [[nodiscard]] bool supported() const noexcept { return major == 3 && minor >= 8; }
};

/// Asks one interpreter about itself by starting it (bounded by `patience`). Error: not a Python, too old, hangs.
[[nodiscard]] Result<Interpreter> inspect(const std::filesystem::path& path,
                                          std::chrono::milliseconds patience = std::chrono::seconds(10));

/// Every distinct interpreter found, the default (what `python3` means in PATH) first, then by version, newest
/// first. Those that do not answer are left out. Blocks for some 50 ms an interpreter: not for the GUI thread.
[[nodiscard]] std::vector<Interpreter> find_interpreters(const Places& places = Places::from_environment(),
                                                         std::chrono::milliseconds patience = std::chrono::seconds(10));

/// Only the default: what `python3` means in PATH, or, where that is not there or too old, the newest found.
[[nodiscard]] Result<Interpreter> default_interpreter(const Places& places = Places::from_environment());

} // namespace manybrains::python
