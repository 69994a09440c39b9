#include "tests/unit/native/program.h"

#include "core/run/supervisor.h"

#include <fcntl.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

namespace manybrains::native {
namespace {

struct Pipe {
    UniqueFd read_end;
    UniqueFd write_end;
};

Pipe make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

std::string read_all(const UniqueFd& fd) {
    std::string text;
    std::array<char, 4096> piece;
    ssize_t count = 0;
    while ((count = ::read(fd.get(), piece.data(), piece.size())) > 0) {
        text.append(piece.data(), static_cast<std::size_t>(count));
    }
    return text;
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

} // namespace

std::string lesson_runner() {
    return std::string(MANYBRAINS_APP_DIR) + "/manybrains-runner";
}

std::string test_runner() {
    return MANYBRAINS_TEST_RUNNER;
}

Program::Program(const std::vector<std::string>& arguments, bool with_reports) {
    Pipe output = make_pipe();
    Pipe errors = make_pipe();
    Pipe reports = make_pipe();
    std::vector<char*> argv;
    for (const std::string& argument : arguments) {
        argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    const std::string report_fd = std::to_string(reports.write_end.get());
    pid_.value = ::fork();
    if (pid_.value == 0) {
        ::dup2(output.write_end.get(), STDOUT_FILENO);
        ::dup2(errors.write_end.get(), STDERR_FILENO);
        if (with_reports) {
            ::fcntl(reports.write_end.get(), F_SETFD, 0);
            ::setenv(run::report_fd_variable, report_fd.c_str(), 1);
        } else {
            ::unsetenv(run::report_fd_variable);
        }
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    output_ = std::move(output.read_end);
    errors_ = std::move(errors.read_end);
    reports_ = std::move(reports.read_end);
}

Program::~Program() {
    if (pid_.value != 0) {
        send(SIGKILL);
        ::waitpid(pid_.value, nullptr, 0);
    }
}

void Program::send(int signal) const {
    ::kill(pid_.value, signal);
}

std::string Program::read_line() {
    std::string line;
    char c = 0;
    while (::read(output_.get(), &c, 1) == 1 && c != '\n') {
        line += c;
    }
    return line;
}

Finished Program::finish() {
    Finished finished;
    finished.output = read_all(output_); // far below what fits into the other two pipes meanwhile
    finished.errors = read_all(errors_);
    finished.reports = lines(read_all(reports_));
    int status = 0;
    ::waitpid(pid_.value, &status, 0);
    pid_ = {};
    if (WIFSIGNALED(status)) {
        finished.signal = WTERMSIG(status);
    } else {
        finished.status = WEXITSTATUS(status);
    }
    return finished;
}

Finished run_program(const std::vector<std::string>& arguments) {
    return Program(arguments, true).finish();
}

Finished run_alone(const std::vector<std::string>& arguments) {
    return Program(arguments, false).finish();
}

} // namespace manybrains::native
