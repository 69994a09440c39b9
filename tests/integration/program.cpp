#include "tests/integration/program.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace manybrains::test {
namespace {

std::array<UniqueFd, 2> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("pipe2");
    }
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

void refuse_perf_event_open() {
    std::array<sock_filter, 4> filter = {sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                                         sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_perf_event_open, 0, 1),
                                         sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
                                         sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    const sock_fprog program = {filter.size(), filter.data()};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        ::_exit(126);
    }
}

/// Between fork and exec.
[[noreturn]] void become(const std::vector<std::string>& argv, const ProgramOptions& options, int out, int err) {
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    for (const std::string& entry : options.environment) {
        const std::size_t equals = entry.find('=');
        ::setenv(entry.substr(0, equals).c_str(), entry.substr(equals + 1).c_str(), 1);
    }
    if (options.user && (::setresgid(*options.user, *options.user, *options.user) != 0 ||
                         ::setresuid(*options.user, *options.user, *options.user) != 0)) {
        ::_exit(126);
    }
    if (options.refuse_perf_event_open) {
        refuse_perf_event_open();
    }
    std::vector<char*> arguments;
    for (const std::string& argument : argv) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    ::execvp(arguments.front(), arguments.data());
    ::_exit(127);
}

/// False at the end of the stream.
bool read_some(int fd, std::string& into) {
    std::array<char, 65536> buffer{};
    const ssize_t count = ::read(fd, buffer.data(), buffer.size());
    if (count <= 0) {
        return count < 0 && errno == EINTR;
    }
    into.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

} // namespace

Program::Program(const std::vector<std::string>& argv, const ProgramOptions& options) {
    auto [out_read, out_write] = make_pipe();
    auto [err_read, err_write] = make_pipe();
    pid_ = ::fork();
    if (pid_ == 0) {
        become(argv, options, out_write.get(), err_write.get());
    }
    out_ = std::move(out_read);
    err_ = std::move(err_read);
}

Program::~Program() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
}

void Program::send(int signal) const {
    ::kill(pid_, signal);
}

int Program::wait() {
    std::array<pollfd, 2> waits = {pollfd{out_.get(), POLLIN, 0}, pollfd{err_.get(), POLLIN, 0}};
    while (waits[0].fd >= 0 || waits[1].fd >= 0) {
        ::poll(waits.data(), waits.size(), -1);
        if (waits[0].revents != 0 && !read_some(out_.get(), output_)) {
            waits[0].fd = -1;
        }
        if (waits[1].revents != 0 && !read_some(err_.get(), errors_)) {
            waits[1].fd = -1;
        }
    }
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::vector<pid_t> processes_with(const std::string& environment_entry) {
    namespace fs = std::filesystem;
    std::vector<pid_t> found;
    for (const fs::directory_entry& entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        std::ifstream file(entry.path() / "environ", std::ios::binary);
        const std::string environment((std::istreambuf_iterator<char>(file)), {});
        const std::string whole = '\0' + environment + '\0';
        if (whole.find('\0' + environment_entry + '\0') != std::string::npos) {
            found.push_back(static_cast<pid_t>(std::strtol(name.c_str(), nullptr, 10)));
        }
    }
    return found;
}

} // namespace manybrains::test
