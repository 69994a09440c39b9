#include "core/run/supervisor.h"

#include "core/run/ending.h"
#include "core/run/guard/shared_memory.h"
#include "core/run/guard_process.h"
#include "core/run/line_splitter.h"
#include "core/run/rescue.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <utility>

namespace manybrains::run {
namespace {

/// Reports are ours and small, but the program can write to their pipe too.
constexpr std::uint64_t report_limit = std::uint64_t{16} << 20;

/// Longer times would not fit the clock.
constexpr std::chrono::milliseconds no_time_limit = std::chrono::hours(24 * 365);

/// Makes a stop request, from any thread, readable on a descriptor.
class StopSignal {
public:
    explicit StopSignal(std::stop_token stop)
        : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), callback_(std::move(stop), Write{event_.get()}) {}

    [[nodiscard]] int descriptor() const noexcept { return event_.get(); }

private:
    struct Write {
        int event;
        void operator()() const noexcept { ::eventfd_write(event, 1); }
    };
    UniqueFd event_; // outlives the callback
    std::stop_callback<Write> callback_;
};

/// One run, from its started guard to its ending.
class Session {
public:
    Session(GuardProcess guard, const Caps& caps, Observer& observer, const std::stop_token& stop)
        : guard_(std::move(guard)), caps_(caps), observer_(observer), stop_(stop), stop_signal_(stop) {}

    Result<Ending> run() {
        while (!guard_gone_) {
            wait_for_events();
        }
        for (Source& source : sources_) {
            while (source.fd >= 0 && read_some(source)) {
            }
        }
        reports_.finish([this](std::string_view line) { observer_.on_report(line); });
        return conclude();
    }

private:
    enum class Carries { output, error, report };
    /// A pipe from the program; fd is -1 after its end of file.
    struct Source {
        int fd;
        Carries carries;
    };

    void wait_for_events();
    bool read_some(Source& source);
    void take_output(Stream stream, std::string_view bytes);
    void take_report(std::string_view bytes);
    void on_control();
    void on_waiting();
    void end_tree();
    Result<Ending> conclude();
    Result<Ending> conclude_without_guard(Pid guard, int status);

    guard::SharedMemory shared_memory_; // as it is before the program starts
    GuardProcess guard_;
    const Caps& caps_;
    Observer& observer_;
    const std::stop_token& stop_;
    StopSignal stop_signal_;
    std::array<Source, 3> sources_{
        {{guard_.output(), Carries::output}, {guard_.error(), Carries::error}, {guard_.report(), Carries::report}}};
    LineSplitter reports_;
    std::uint64_t output_bytes_ = 0;
    std::uint64_t report_bytes_ = 0;
    bool too_much_ = false; ///< output or reports
    bool ending_ = false;   ///< the guard was told to end the tree
    bool guard_gone_ = false;
    std::optional<guard::Message> waiting_;
    std::optional<guard::Message> last_word_; ///< refused or ended
    std::optional<Error> gate_error_;
};

void Session::wait_for_events() {
    std::array<pollfd, 5> fds{{{guard_.control(), POLLIN, 0},
                               {ending_ ? -1 : stop_signal_.descriptor(), POLLIN, 0},
                               {sources_[0].fd, POLLIN, 0},
                               {sources_[1].fd, POLLIN, 0},
                               {sources_[2].fd, POLLIN, 0}}};
    if (::poll(fds.data(), fds.size(), -1) < 0) {
        return;
    }
    if (fds[1].revents != 0) {
        end_tree();
    }
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        if (fds[i + 2].revents != 0) {
            read_some(sources_[i]);
        }
    }
    if (fds[0].revents != 0) {
        on_control();
    }
}

/// One piece at a time, so that a flood does not keep a stop request waiting. False: there is no more now.
bool Session::read_some(Source& source) {
    std::array<char, 65536> buffer;
    const ssize_t count = ::read(source.fd, buffer.data(), buffer.size());
    if (count < 0) {
        return errno == EINTR;
    }
    if (count == 0) {
        source.fd = -1;
        return false;
    }
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
    if (source.carries == Carries::report) {
        take_report(bytes);
    } else {
        take_output(source.carries == Carries::output ? Stream::output : Stream::error, bytes);
    }
    return true;
}

void Session::take_output(Stream stream, std::string_view bytes) {
    const auto room = caps_.output_bytes - std::min(output_bytes_, caps_.output_bytes);
    output_bytes_ += bytes.size();
    const std::string_view accepted = bytes.substr(0, room);
    if (!accepted.empty()) {
        observer_.on_output(stream, accepted);
    }
    if (bytes.size() > room) {
        too_much_ = true;
        end_tree();
    }
}

void Session::take_report(std::string_view bytes) {
    report_bytes_ += bytes.size();
    if (report_bytes_ > report_limit) {
        too_much_ = true;
        end_tree();
        return;
    }
    reports_.add(bytes, [this](std::string_view line) { observer_.on_report(line); });
}

void Session::on_control() {
    const auto message = guard_.receive();
    if (!message) {
        guard_gone_ = true;
        return;
    }
    switch (message->kind) {
    case guard::Kind::waiting:
        waiting_ = message;
        on_waiting();
        break;
    case guard::Kind::death:
        observer_.on_death(Pid{message->pid}, message->code);
        break;
    case guard::Kind::refused:
    case guard::Kind::ended:
        last_word_ = message;
        break;
    case guard::Kind::open:
    case guard::Kind::stop:
        break; // the app's own words
    }
}

void Session::on_waiting() {
    if (ending_) {
        return;
    }
    if (auto armed = observer_.on_gate(Pid{waiting_->pid}); !armed) {
        gate_error_ = armed.error();
        end_tree();
    } else if (stop_.stop_requested()) {
        end_tree();
    } else {
        guard_.send(guard::Kind::open);
        observer_.on_start();
    }
}

void Session::end_tree() {
    if (!ending_) {
        ending_ = true;
        guard_.send(guard::Kind::stop);
    }
}

Result<Ending> Session::conclude() {
    const Pid guard = guard_.pid();
    const int status = guard_.wait();
    if (!last_word_) {
        return conclude_without_guard(guard, status);
    }
    if (gate_error_) {
        return *gate_error_;
    }
    if (last_word_->kind == guard::Kind::refused) {
        const bool missing = last_word_->code == ENOENT;
        return system_error_of(last_word_->code, last_word_->text,
                               missing ? "check that it is installed and in PATH" : "");
    }
    Ending ending = ending_of(*last_word_, caps_, too_much_);
    if (ending.outcome == Outcome::crashed) {
        observer_.on_death(ending.culprit, ending.signal);
    }
    return ending;
}

Result<Ending> Session::conclude_without_guard(Pid guard, int status) {
    if (!waiting_) {
        return internal_error("guard program", "it ended before it started the program");
    }
    end_orphaned_tree(Pid{waiting_->pid}, waiting_->text, shared_memory_);
    if (gate_error_) {
        return *gate_error_;
    }
    return ending_of_lost_guard(guard, status);
}

std::uint64_t quarter_of_memory() {
    return static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) /
           4;
}

Caps with_defaults(Caps caps) {
    if (caps.memory_bytes == 0) {
        caps.memory_bytes = quarter_of_memory();
    }
    caps.time = std::min(caps.time, no_time_limit);
    return caps;
}

/// The program starts in another folder: a relative path must not change its meaning.
std::vector<std::string> with_absolute_program(std::vector<std::string> argv) {
    if (argv.front().find('/') != std::string::npos) {
        argv.front() = std::filesystem::absolute(argv.front()).string();
    }
    return argv;
}

guard::Settings settings_of(const Command& command, const Caps& caps) {
    auto environment = command.environment;
    environment.push_back(std::string(report_fd_variable) + "=" + std::to_string(guard::report_fd));
    return {.processes = caps.processes,
            .memory_bytes = caps.memory_bytes,
            .time = caps.time,
            .file_bytes = caps.file_bytes,
            .environment = std::move(environment),
            .program = with_absolute_program(command.argv)};
}

} // namespace

Result<Ending> supervise(const Command& command, const Caps& caps, const std::filesystem::path& guard,
                         Observer& observer, std::stop_token stop) {
    if (command.argv.empty()) {
        return input_error("program", "none was named");
    }
    if (stop.stop_requested()) {
        return Ending{.outcome = Outcome::cancelled, .culprit = {}, .error = "cancelled"};
    }
    const Caps effective = with_defaults(caps);
    auto started = GuardProcess::start(guard, settings_of(command, effective));
    if (!started) {
        return started.error();
    }
    return Session(std::move(*started), effective, observer, stop).run();
}

} // namespace manybrains::run
