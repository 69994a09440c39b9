#include "core/record/recording.h"

#include "core/record/descriptor_lookup.h"
#include "core/record/levels.h"
#include "core/record/online_cores.h"
#include "core/record/perf_session.h"
#include "core/record/preload_environment.h"
#include "core/record/proc_files.h"
#include "core/record/proc_sampler.h"
#include "core/record/thread_clock.h"

#include <sys/eventfd.h>

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <iterator>
#include <span>
#include <system_error>
#include <utility>

namespace manybrains::record {

namespace {

using namespace std::chrono_literals;

/// How late a record may be published after its time was taken, without upsetting the order.
constexpr Duration settling = 2ms;
/// Times further ahead than this were made up by a program gone wild.
constexpr Duration plausible_lead = 1s;
/// A program that has not loaded the probe by then will not: it is static, set-uid, or its environment was cleared.
constexpr Duration probe_patience = 500ms;

/// Signals stay with the threads of the program that this library is part of.
class SignalsBlocked {
public:
    SignalsBlocked() noexcept {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;
    ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_{};
};

timespec timespec_of(Duration duration) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration);
    return {static_cast<time_t>(seconds.count()), static_cast<long>((duration - seconds).count())};
}

Event event_of(const probe::Writer& writer, const probe::Event& event, Time latest) {
    return {std::min(event.time, latest), writer.pid, writer.tid, event.core,
            Probed{event.kind, event.call, event.descriptor, event.timed_out, event.argument}};
}

bool is_exact(trace::Level level) {
    return level == trace::Level::kernel || level == trace::Level::schedule;
}

} // namespace

KernelSchedule kernel_schedule() {
    return {[] { return PerfSession::try_open(); },
            [](Pid root, EventMerge& merge) { return PerfSession::open(root, merge); }};
}

Result<std::unique_ptr<Recording>> Recording::create(const Options& options, std::shared_ptr<trace::Trace> trace,
                                                     KernelSchedule kernel) {
    UniqueFd stop(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!stop) {
        return system_error("eventfd for the recorder");
    }
    std::optional<Result<void>> schedule;
    if (allows_schedule(options.at_most)) {
        schedule = kernel.try_open();
    }
    std::unique_ptr<Recording> recording(new Recording(options, std::move(trace), std::move(kernel), std::move(stop)));
    recording->availability_ = describe_level(options, schedule, probe_is_there(options));
    const trace::Level level = recording->availability_.level;
    if (level == trace::Level::kernel || level == trace::Level::probe) {
        Result<probe::RingMapping> rings = probe::RingMapping::create();
        if (!rings) {
            return rings.error();
        }
        recording->rings_.emplace(std::move(*rings));
    }
    recording->trace_->set_level(level);
    return recording;
}

Recording::Recording(const Options& options, std::shared_ptr<trace::Trace> trace, KernelSchedule kernel, UniqueFd stop)
    : options_(options), trace_(std::move(trace)), kernel_(std::move(kernel)),
      memory_(*trace_, read_memory_use, thread_cpu_time), stop_(std::move(stop)) {}

Recording::~Recording() {
    finish();
}

std::vector<std::string> Recording::environment() const {
    return rings_ ? preload_environment(options_.probe_library, rings_->path()) : std::vector<std::string>();
}

Result<void> Recording::arm(Pid root) {
    const Time origin = std::chrono::steady_clock::now();
    if (const Result<void> opened = open_schedule(root); !opened) {
        return opened;
    }
    trace_->set_level(availability_.level);
    trace_->set_origin(origin);
    trace_->set_horizon(origin);
    const Evidence evidence = is_exact(availability_.level) ? Evidence::event : Evidence::sample;
    sweep_.emplace(*trace_, online_cores(), evidence, facts());
    sweep_->begin(root, origin);
    return start_thread();
}

Result<void> Recording::start_thread() {
    const SignalsBlocked blocked;
    try {
        thread_ = std::thread([this] { run(); });
    } catch (const std::system_error& refused) {
        return system_error_of(refused.code().value(), "starting the recorder's thread");
    }
    return {};
}

/// A refusal that shows only now, on this very program, lowers the level like one that shows before.
Result<void> Recording::open_schedule(Pid root) {
    if (is_exact(availability_.level)) {
        Result<std::unique_ptr<ScheduleSource>> opened = kernel_.open(root, merge_);
        if (opened) {
            schedule_ = std::move(*opened);
        } else if (opened.error().code == ESRCH) {
            return opened.error();
        } else {
            availability_ = describe_level(options_, Result<void>(opened.error()), rings_.has_value());
        }
    }
    if (schedule_ == nullptr) {
        schedule_ = ProcSampler::open(root, merge_);
    }
    polled_ = {{stop_.get(), POLLIN, 0}};
    for (const int descriptor : schedule_->wake_descriptors()) {
        polled_.push_back({descriptor, POLLIN, 0});
    }
    return {};
}

Facts Recording::facts() {
    auto descriptors = std::make_shared<DescriptorLookup>();
    return {.command_line = read_command_line,
            .thread_name = read_thread_name,
            .descriptor_meaning = [descriptors](Pid pid, int descriptor,
                                                Time time) { return descriptors->meaning(pid, descriptor, time); },
            .task_name = [this](std::uint32_t number) { return rings_ ? rings_->name(number) : std::string(); }};
}

std::optional<Crash> Recording::crash() const {
    const std::scoped_lock lock(crash_mutex_);
    return crash_;
}

void Recording::finish() {
    if (std::exchange(finished_, true)) {
        return;
    }
    if (thread_.joinable()) {
        ::eventfd_write(stop_.get(), 1);
        thread_.join();
    }
    if (rings_ && sweep_ && !sweep_->probe_seen()) {
        availability_.why = "the program did not load the probe: it is static, set-uid, or cleared its environment";
        availability_.hint.clear();
    }
    availability_.level = trace_->level();
    trace_->finish();
}

void Recording::run() {
    bool stop = false;
    while (!stop) {
        stop = wait_for_events();
        const Time now = std::chrono::steady_clock::now();
        play_round(now, stop ? Time::max() : now - settling);
    }
    conclude();
}

/// True when the recording is to end.
bool Recording::wait_for_events() {
    const timespec patience = timespec_of(schedule_->pace());
    if (::ppoll(polled_.data(), polled_.size(), &patience, nullptr) <= 0) {
        return false;
    }
    // The kernel hangs up when the first process has ended: its children are then gathered at the usual pace.
    for (pollfd& source : std::span(polled_).subspan(1)) {
        if ((source.revents & (POLLHUP | POLLERR)) != 0) {
            source.fd = -1;
        }
    }
    return polled_.front().revents != 0;
}

void Recording::play_round(Time now, Time horizon) {
    gather(now);
    const std::size_t events = merge_.deliver_until(horizon, [this](const Event& event) { sweep_->handle(event); });
    count(events);
    sample_memory(now);
    const Time until = std::max(std::min(horizon, now), trace_->horizon());
    sweep_->publish(until);
    settle_level(until);
    trace_->set_horizon(until);
    if (sweep_->crash() && !crash_) {
        const std::scoped_lock lock(crash_mutex_);
        crash_ = sweep_->crash();
    }
}

void Recording::gather(Time now) {
    schedule_->drain();
    if (rings_) {
        gather_probe(now);
    }
}

void Recording::gather_probe(Time now) {
    const Time latest = now + plausible_lead;
    rings_->drain([&](const probe::Writer& writer, const probe::Event& event) {
        if (ring_streams_.size() <= writer.ring) {
            ring_streams_.resize(writer.ring + 1);
        }
        EventStream*& stream = ring_streams_[writer.ring];
        if (stream == nullptr) {
            stream = &merge_.add_stream();
        }
        stream->push(event_of(writer, event, latest));
    });
}

void Recording::sample_memory(Time now) {
    if (!memory_.due(now)) {
        return;
    }
    std::vector<LivingProcess> living;
    std::ranges::transform(sweep_->living(), std::back_inserter(living), [](const ProcessSweep* process) {
        return LivingProcess{process->record.pid, process->id};
    });
    memory_.sweep(living, now);
    if (rings_) {
        rings_->end_gone_threads();
    }
}

void Recording::count(std::uint64_t events) {
    std::uint64_t lost = schedule_->lost();
    if (rings_) {
        lost += rings_->lost() + rings_->threads_lost();
    }
    const std::uint64_t new_losses = lost - std::min(lost, statistics_.events_lost);
    statistics_.events += events;
    statistics_.events_lost += new_losses;
    trace_->count_events(events, new_losses);
}

/// The level is what the recording has, not what it hoped for: without a word from the probe there is no reason for
/// any wait.
void Recording::settle_level(Time horizon) {
    const auto executed = sweep_->executed();
    const bool silent = rings_ && !sweep_->probe_seen() && executed && horizon - *executed > probe_patience;
    trace_->set_level(silent ? level_with(is_exact(availability_.level), false) : availability_.level);
}

void Recording::conclude() {
    schedule_->count_final_losses();
    count(0);
    const Time end = std::chrono::steady_clock::now();
    sweep_->finish(end);
    if (rings_ && !sweep_->probe_seen()) {
        trace_->set_level(level_with(is_exact(availability_.level), false));
    }
    trace_->set_horizon(end);
    statistics_.own_cpu = thread_cpu_time();
}

Result<std::unique_ptr<Recorder>> Recorder::create(const Options& options, std::shared_ptr<trace::Trace> trace) {
    Result<std::unique_ptr<Recording>> recording = Recording::create(options, std::move(trace), kernel_schedule());
    if (!recording) {
        return recording.error();
    }
    return std::unique_ptr<Recorder>(std::move(*recording));
}

} // namespace manybrains::record
