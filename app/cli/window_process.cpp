#include "app/cli/window_process.h"
#include "app/cli/commands.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace manybrains::cli {
namespace {

Error no_window(const std::filesystem::path& window) {
    return system_error_of(errno, window.string(),
                           "the window is not built here; the command line works without it: manybrains --help");
}

} // namespace

Exit open_window(const experiment::Installation& installation) {
    const std::string program = installation.window.string();
    ::execl(program.c_str(), "manybrains-window", static_cast<char*>(nullptr));
    return complain(no_window(installation.window));
}

Result<void> render_charts(const experiment::Installation& installation, const std::filesystem::path& result,
                           const std::filesystem::path& folder) {
    const std::string program = installation.window.string();
    const std::string from = result.string();
    const std::string to = folder.string();
    const char* const argv[] = {"manybrains-window", "--render-charts", from.c_str(), to.c_str(), nullptr};
    pid_t child = 0;
    // posix_spawn takes char* const[] for history's sake and does not write to it.
    if (const int code =
            ::posix_spawn(&child, program.c_str(), nullptr, nullptr, const_cast<char* const*>(argv), environ);
        code != 0) {
        errno = code;
        return no_window(installation.window);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return internal_error("charts", "manybrains-window could not draw them");
    }
    return {};
}

} // namespace manybrains::cli
