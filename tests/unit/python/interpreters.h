// The interpreters of the machine that runs the tests, and the shipped lessons that they run.
#pragma once

#include "core/lesson/lesson.h"
#include "core/python/finder.h"
#include "core/run/engine.h"
#include "tests/unit/python/program_run.h"

#include <string>
#include <vector>

namespace manybrains::python {

/// All of them. Looking for them takes a second, so tests that can do with one take the default.
[[nodiscard]] const std::vector<Interpreter>& interpreters();

[[nodiscard]] const Interpreter& default_python();

/// The default, the oldest and the newest: where a version matters, it shows there.
[[nodiscard]] std::vector<Interpreter> representative_interpreters();

[[nodiscard]] const lesson::Lesson& shipped_lesson(std::string_view id);

/// A server of five-downloads' own kind, quick, that counts what it is asked for.
class DownloadServer {
public:
    DownloadServer();
    ~DownloadServer();
    DownloadServer(const DownloadServer&) = delete;
    DownloadServer& operator=(const DownloadServer&) = delete;

    [[nodiscard]] const std::string& url() const noexcept { return url_; }
    /// Ends the server.
    [[nodiscard]] int requests();

private:
    void stop();

    int pid_ = 0;
    int input_ = -1; ///< it ends when this is closed
    int log_ = -1;
    std::string url_;
};

} // namespace manybrains::python
