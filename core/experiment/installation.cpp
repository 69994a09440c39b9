#include "core/experiment/experiment.h"

#include <array>
#include <filesystem>
#include <system_error>

namespace manybrains::experiment {
namespace {

namespace fs = std::filesystem;

/// The first of the folders that has `name`, or where it would be in the first one.
fs::path find_in(std::initializer_list<fs::path> folders, const char* name) {
    for (const fs::path& folder : folders) {
        std::error_code ignored;
        if (fs::exists(folder / name, ignored)) {
            return fs::weakly_canonical(folder / name, ignored);
        }
    }
    return *folders.begin() / name;
}

} // namespace

Result<Installation> Installation::beside(const fs::path& programs) {
    const fs::path libexec = programs / "../libexec/manybrains";
    const fs::path share = programs / "../share/manybrains";
    Installation found{
        .guard = find_in({programs, libexec}, "manybrains-guard"),
        .runner = find_in({programs, libexec}, "manybrains-runner"),
        .probe = find_in({programs, libexec}, "libmanybrains-probe.so"),
        .window = find_in({programs, libexec}, "manybrains-window"),
        .scenarios = find_in({share}, "scenarios"),
        .harness = find_in({share}, "harness"),
    };
    // Without the probe, recording is coarser; without the window, there is the command line. Nothing runs without
    // these:
    for (const fs::path& needed : {found.guard, found.runner, found.scenarios, found.harness}) {
        std::error_code ignored;
        if (!fs::exists(needed, ignored)) {
            return Error{ErrorKind::system, needed.string(), "not found: this installation is incomplete",
                         "build it again, or install the package again", ENOENT};
        }
    }
    return found;
}

Result<Installation> Installation::locate() {
    std::error_code failed;
    const fs::path self = fs::read_symlink("/proc/self/exe", failed);
    if (failed) {
        return system_error_of(failed.value(), "/proc/self/exe");
    }
    return beside(self.parent_path());
}

} // namespace manybrains::experiment
