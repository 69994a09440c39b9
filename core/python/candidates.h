// Where Python interpreters are looked for, before anyone has asked them what they are.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace manybrains::python {

struct Places {
    std::vector<std::filesystem::path> path;         ///< the folders of PATH
    std::filesystem::path pyenv;                     ///< pyenv's root, or empty
    std::vector<std::filesystem::path> environments; ///< folders that may be virtual environments

    /// As PATH, PYENV_ROOT, HOME and VIRTUAL_ENV say; also .venv and venv in the current folder.
    [[nodiscard]] static Places from_environment();
};

/// What `python3` means in PATH.
[[nodiscard]] std::optional<std::filesystem::path> default_candidate(const Places& places);

/// Executable files named like an interpreter, each file once (a virtual environment's counts for itself).
[[nodiscard]] std::vector<std::filesystem::path> candidates(const Places& places);

} // namespace manybrains::python
