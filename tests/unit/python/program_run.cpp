#include "tests/unit/python/program_run.h"

#include "core/base/unique_fd.h"
#include "core/run/report.h"
#include "tests/unit/python/scratch_folder.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

namespace manybrains::python {
namespace {

constexpr int lowest_report_descriptor = 10;

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (std::string& text : texts) {
        result.push_back(text.data());
    }
    result.push_back(nullptr);
    return result;
}

[[noreturn]] void become(run::Command command, const ScratchFolder& folder, int report_pipe) {
    ::dup2(::open((folder.path() / "output").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600), STDOUT_FILENO);
    ::dup2(::open((folder.path() / "errors").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600), STDERR_FILENO);
    for (const char* changes_python : {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH"}) {
        ::unsetenv(changes_python);
    }
    for (std::string& variable : command.environment) {
        ::putenv(variable.data());
    }
    const int inherited = ::fcntl(report_pipe, F_DUPFD, lowest_report_descriptor);
    ::setenv(run::report_fd_variable, std::to_string(inherited).c_str(), 1);
    ::execv(command.argv[0].c_str(), pointers(command.argv).data());
    ::_exit(127);
}

std::vector<std::string> read_lines(int fd) {
    std::string text;
    std::array<char, 4096> buffer{};
    ssize_t count = 0;
    while ((count = ::read(fd, buffer.data(), buffer.size())) > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

} // namespace

std::string ProgramRun::results() const {
    std::string joined = error().empty() ? "nothing returned" : error();
    for (const std::string& line : reports) {
        const auto report = run::parse_report(line);
        if (!report) {
            return report.error().message();
        }
        if (const auto* returned = std::get_if<run::ReturnReport>(&*report)) {
            joined.clear();
            for (const std::string& result : returned->results) {
                joined += (joined.empty() ? "" : " ") + result;
            }
        }
    }
    return joined;
}

std::string ProgramRun::error() const {
    for (const std::string& line : reports) {
        const auto report = run::parse_report(line);
        if (report && std::holds_alternative<run::ErrorReport>(*report)) {
            const auto& error = std::get<run::ErrorReport>(*report);
            return error.kind + ": " + error.message;
        }
    }
    return {};
}

ProgramRun run_program(const run::Command& command) {
    const ScratchFolder folder;
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("pipe2");
    }
    const UniqueFd reports(ends[0]);
    UniqueFd report_pipe(ends[1]);
    const pid_t pid = ::fork();
    if (pid == 0) {
        become(command, folder, report_pipe.get());
    }
    report_pipe.reset();
    ProgramRun run;
    run.reports = read_lines(reports.get());
    int status = 0;
    ::waitpid(pid, &status, 0);
    run.exit_status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    run.output = read_text(folder.path() / "output");
    run.errors = read_text(folder.path() / "errors");
    return run;
}

} // namespace manybrains::python
