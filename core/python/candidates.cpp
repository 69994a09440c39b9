#include "core/python/candidates.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string_view>
#include <system_error>

namespace manybrains::python {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string() : value;
}

bool is_executable(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// python, python3, python3.12, python3.13t, pypy3, pypy3.10; not python3-config, nor python3.7m.
bool is_interpreter_name(std::string_view name) {
    const auto strip = [&name](std::string_view prefix) {
        const bool found = name.starts_with(prefix);
        name.remove_prefix(found ? prefix.size() : 0);
        return found;
    };
    if (!strip("python") && !strip("pypy")) {
        return false;
    }
    if (!strip("3") || name.empty()) {
        return name.empty();
    }
    if (name.ends_with('t')) {
        name.remove_suffix(1);
    }
    return strip(".") && all_digits(name);
}

std::vector<fs::path> entries(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        paths.push_back(entry->path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// Two paths with the same key are the same interpreter. A virtual environment's python is a link to its base's
/// and yet another interpreter, with modules of its own.
fs::path key_of(const fs::path& path) {
    std::error_code error;
    const bool in_environment = fs::exists(path.parent_path().parent_path() / "pyvenv.cfg", error);
    const fs::path key = in_environment ? fs::canonical(path.parent_path(), error) : fs::canonical(path, error);
    return error ? path : key;
}

class Collection {
public:
    void add(const fs::path& path) {
        if (is_executable(path) && keys_.insert(key_of(path)).second) {
            paths_.push_back(path);
        }
    }
    [[nodiscard]] std::vector<fs::path> take() && { return std::move(paths_); }

private:
    std::set<fs::path> keys_;
    std::vector<fs::path> paths_;
};

} // namespace

Places Places::from_environment() {
    Places places;
    const std::string path = variable("PATH");
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find(':', begin), path.size());
        places.path.emplace_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    std::erase_if(places.path, [](const fs::path& folder) { return !folder.is_absolute(); });

    const std::string home = variable("HOME");
    places.pyenv = variable("PYENV_ROOT");
    if (places.pyenv.empty() && !home.empty()) {
        places.pyenv = fs::path(home) / ".pyenv";
    }
    if (const std::string active = variable("VIRTUAL_ENV"); !active.empty()) {
        places.environments.emplace_back(active);
    }
    std::error_code error;
    const fs::path here = fs::current_path(error);
    if (!error) {
        places.environments.push_back(here / ".venv");
        places.environments.push_back(here / "venv");
    }
    return places;
}

std::optional<fs::path> default_candidate(const Places& places) {
    for (const fs::path& folder : places.path) {
        if (is_executable(folder / "python3")) {
            return folder / "python3";
        }
    }
    return std::nullopt;
}

std::vector<fs::path> candidates(const Places& places) {
    Collection found;
    if (const auto standard = default_candidate(places)) {
        found.add(*standard);
    }
    for (const fs::path& environment : places.environments) {
        found.add(environment / "bin/python3");
    }
    for (const fs::path& folder : places.path) {
        if (folder == places.pyenv / "shims") {
            continue; // wrappers of pyenv's versions, which are asked themselves
        }
        for (const fs::path& path : entries(folder)) {
            if (is_interpreter_name(path.filename().native())) {
                found.add(path);
            }
        }
    }
    if (!places.pyenv.empty()) {
        for (const fs::path& version : entries(places.pyenv / "versions")) {
            found.add(version / "bin/python3");
        }
    }
    return std::move(found).take();
}

} // namespace manybrains::python
