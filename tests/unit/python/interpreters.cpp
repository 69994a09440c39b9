#include "tests/unit/python/interpreters.h"

#include "core/lesson/loader.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <stdexcept>

namespace manybrains::python {

const std::vector<Interpreter>& interpreters() {
    static const std::vector<Interpreter> found = find_interpreters();
    return found;
}

const Interpreter& default_python() {
    static const Interpreter found = *default_interpreter();
    return found;
}

std::vector<Interpreter> representative_interpreters() {
    std::vector<Interpreter> chosen = {interpreters().front()};
    if (interpreters().size() > 1) {
        chosen.push_back(interpreters().back()); // behind the default they stand from the newest to the oldest
        chosen.push_back(interpreters()[1]);
    }
    return chosen;
}

const lesson::Lesson& shipped_lesson(std::string_view id) {
    static const lesson::Course course = *lesson::load_course(MANYBRAINS_SOURCE_DIR "/scenarios");
    return *course.find(id);
}

DownloadServer::DownloadServer() {
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    std::FILE* const log = std::tmpfile();
    if (::pipe2(input.data(), O_CLOEXEC) != 0 || ::pipe2(output.data(), O_CLOEXEC) != 0 || log == nullptr) {
        throw std::runtime_error("pipe2");
    }
    log_ = ::dup(::fileno(log));
    std::fclose(log);
    const std::string python = default_python().path.string();
    pid_ = ::fork();
    if (pid_ == 0) {
        ::dup2(input[0], STDIN_FILENO);
        ::dup2(output[1], STDOUT_FILENO);
        ::dup2(log_, STDERR_FILENO);
        ::execl(python.c_str(), python.c_str(), MANYBRAINS_SOURCE_DIR "/scenarios/five-downloads/server.py",
                "--size-kib", "8", "--latency-ms", "20", "--bandwidth-kib", "1024", nullptr);
        ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    std::FILE* const answer = ::fdopen(output[0], "r");
    std::array<char, 128> url{};
    if (std::fscanf(answer, "url %127s", url.data()) == 1) {
        url_ = url.data();
    }
    std::fclose(answer);
}

DownloadServer::~DownloadServer() {
    stop();
    ::close(log_);
}

void DownloadServer::stop() {
    if (pid_ > 0) {
        ::close(input_);
        ::waitpid(pid_, nullptr, 0);
        pid_ = 0;
    }
}

int DownloadServer::requests() {
    stop();
    std::string text(1 << 16, '\0');
    const ssize_t length = ::pread(log_, text.data(), text.size(), 0);
    text.resize(static_cast<std::size_t>(length));
    int count = 0;
    for (std::size_t at = 0; (at = text.find("\"GET /", at)) != std::string::npos; ++at) {
        ++count;
    }
    return count;
}

} // namespace manybrains::python
