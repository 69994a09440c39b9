// Goes through every interposed function that waits for time, for any of several descriptors, for a lock, a thread or a
// process.
#include "tests/unit/probe/programs/steps.h"

#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/futex.h>

#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#include <array>
#include <thread>

extern "C" {
int __poll_chk(pollfd* fds, nfds_t count, int timeout, size_t room);
int __ppoll_chk(pollfd* fds, nfds_t count, const timespec* timeout, const sigset_t* mask, size_t room);
}

namespace {

using steps::blocked_step;
using steps::step;

constexpr timespec millisecond{0, 1'000'000};
constexpr timespec no_time{0, 0};

timespec soon(clockid_t clock = CLOCK_REALTIME) {
    timespec time{};
    ::clock_gettime(clock, &time);
    time.tv_nsec += millisecond.tv_nsec;
    if (time.tv_nsec >= 1'000'000'000) {
        time.tv_nsec -= 1'000'000'000;
        ++time.tv_sec;
    }
    return time;
}

void sleeping() {
    step("nanosleep", [] { return ::nanosleep(&millisecond, nullptr); });
    step("clock_nanosleep", [] { return ::clock_nanosleep(CLOCK_MONOTONIC, 0, &millisecond, nullptr); });
    step("clock_nanosleep of no clock", [] { return ::clock_nanosleep(99, 0, &millisecond, nullptr); });
    step("usleep", [] { return ::usleep(1000); });
    step("sleep", [] { return static_cast<long>(::sleep(0)); });
}

void polling(int reader, int writer) {
    const auto send = [writer] { (void)!::write(writer, "x", 1); };
    const auto take = [reader] {
        char byte = 0;
        (void)!::read(reader, &byte, 1);
    };
    std::array<pollfd, 2> fds = {pollfd{-1, POLLIN, 0}, pollfd{reader, POLLIN, 0}};
    blocked_step(
        "poll", [&] { return ::poll(fds.data(), 2, -1); }, send);
    take();
    blocked_step(
        "ppoll", [&] { return ::ppoll(fds.data(), 2, nullptr, nullptr); }, send);
    take();
    blocked_step(
        "__poll_chk", [&] { return ::__poll_chk(fds.data(), 2, -1, sizeof fds); }, send);
    take();
    blocked_step(
        "__ppoll_chk", [&] { return ::__ppoll_chk(fds.data(), 2, nullptr, nullptr, sizeof fds); }, send);
    take();
    step("poll that times out", [&] { return ::poll(fds.data(), 2, 1); });
    step("poll that does not wait", [&] { return ::poll(fds.data(), 2, 0); });
    step("poll of nothing", [] { return ::poll(nullptr, 0, 1); });

    fd_set set;
    FD_ZERO(&set);
    FD_SET(reader, &set);
    blocked_step(
        "select", [&] { return ::select(reader + 1, &set, nullptr, nullptr, nullptr); }, send);
    take();
    blocked_step(
        "pselect", [&] { return ::pselect(reader + 1, &set, nullptr, nullptr, nullptr, nullptr); }, send);
    take();
    timeval time{0, 1000};
    step("select of nothing", [&] { return ::select(0, nullptr, nullptr, nullptr, &time); });
    step("pselect that does not wait",
         [&] { return ::pselect(reader + 1, &set, nullptr, nullptr, &no_time, nullptr); });
}

void epolling(int reader, int writer) {
    const int epoll = ::epoll_create1(0);
    int anything = 0;
    epoll_event event{EPOLLIN, {.ptr = &anything}};
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, reader, &event);
    std::array<epoll_event, 4> events{};
    const auto send = [writer] { (void)!::write(writer, "x", 1); };
    const auto take = [reader] {
        char byte = 0;
        (void)!::read(reader, &byte, 1);
    };
    blocked_step(
        "epoll_wait", [&] { return ::epoll_wait(epoll, events.data(), 4, -1); }, send);
    take();
    blocked_step(
        "epoll_pwait", [&] { return ::epoll_pwait(epoll, events.data(), 4, -1, nullptr); }, send);
    take();
    blocked_step(
        "epoll_pwait2", [&] { return ::epoll_pwait2(epoll, events.data(), 4, nullptr, nullptr); }, send);
    take();
    step("epoll_wait that times out", [&] { return ::epoll_wait(epoll, events.data(), 4, 1); });
    step("epoll_wait that does not wait", [&] { return ::epoll_wait(epoll, events.data(), 4, 0); });

    const int timer = ::timerfd_create(CLOCK_MONOTONIC, 0);
    epoll_event timed{EPOLLIN, {.fd = timer}};
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, timer, &timed);
    const itimerspec once{no_time, millisecond};
    ::timerfd_settime(timer, 0, &once, nullptr);
    step("epoll_wait for a timer", [&] { return ::epoll_wait(epoll, events.data(), 4, -1); });
}

void locking() {
    sem_t semaphore;
    ::sem_init(&semaphore, 0, 1);
    step("sem_wait for a free one", [&] { return ::sem_wait(&semaphore); });
    const auto post = [&] { ::sem_post(&semaphore); };
    blocked_step(
        "sem_wait", [&] { return ::sem_wait(&semaphore); }, post);
    timespec deadline = soon();
    step("sem_timedwait", [&] { return ::sem_timedwait(&semaphore, &deadline); });
    deadline = soon(CLOCK_MONOTONIC);
    step("sem_clockwait", [&] { return ::sem_clockwait(&semaphore, CLOCK_MONOTONIC, &deadline); });

    pthread_mutex_t mutex = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;
    step("pthread_mutex_lock of a free one", [&] { return ::pthread_mutex_lock(&mutex); });
    step("pthread_mutex_lock of an own one", [&] { return ::pthread_mutex_lock(&mutex); });
    pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
    blocked_step(
        "pthread_cond_wait", [&] { return ::pthread_cond_wait(&condition, &mutex); },
        [&] { ::pthread_cond_signal(&condition); });
    deadline = soon();
    step("pthread_cond_timedwait", [&] { return ::pthread_cond_timedwait(&condition, &mutex, &deadline); });
    deadline = soon(CLOCK_MONOTONIC);
    step("pthread_cond_clockwait",
         [&] { return ::pthread_cond_clockwait(&condition, &mutex, CLOCK_MONOTONIC, &deadline); });
    ::pthread_mutex_unlock(&mutex);

    int word = 0;
    const auto wait = [&](const timespec* time) { return ::syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, time); };
    step("futex that times out", [&] { return wait(&millisecond); });
    step("futex to wake", [&] { return ::syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1); });
}

void contended_mutex() {
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    const pid_t waiter = ::gettid();
    std::atomic<bool> held = false;
    std::thread holder([&] {
        ::pthread_mutex_lock(&mutex);
        held = true;
        steps::wait_until_blocked(waiter);
        ::pthread_mutex_unlock(&mutex);
    });
    while (!held) {
        std::this_thread::yield();
    }
    step("pthread_mutex_lock", [&] { return ::pthread_mutex_lock(&mutex); });
    holder.join();
}

void* end_when_blocked(void* tid) {
    steps::wait_until_blocked(*static_cast<pid_t*>(tid));
    return tid;
}

void joining_threads() {
    pid_t joiner = ::gettid();
    pthread_t thread{};
    ::pthread_create(&thread, nullptr, end_when_blocked, &joiner);
    step("pthread_join", [&] {
        void* result = nullptr;
        return ::pthread_join(thread, &result) == 0 && result == &joiner;
    });
    ::pthread_create(&thread, nullptr, end_when_blocked, &joiner);
    const timespec past{1, 0};
    step("pthread_timedjoin_np", [&] { return ::pthread_timedjoin_np(thread, nullptr, &past); });
    ::pthread_join(thread, nullptr);
}

pid_t child(int status) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::usleep(2000);
        ::_exit(status);
    }
    return pid;
}

void waiting() {
    int status = 0;
    rusage usage{};
    siginfo_t information{};
    child(1);
    step("wait", [&] { return ::wait(&status) > 0 ? status : -1; });
    pid_t pid = child(2);
    step("waitpid", [&] { return ::waitpid(pid, nullptr, 0) == pid; });
    child(3);
    step("wait3", [&] { return ::wait3(&status, 0, &usage) > 0 ? status : -1; });
    pid = child(4);
    step("wait4", [&] { return ::wait4(pid, &status, 0, &usage) == pid ? status : -1; });
    pid = child(5);
    step("waitid", [&] { return ::waitid(P_PID, static_cast<id_t>(pid), &information, WEXITED); });
    pid = child(6);
    step("waitid that leaves it", [&] { return ::waitid(P_PID, static_cast<id_t>(pid), nullptr, WEXITED | WNOWAIT); });
    step("waitpid that does not wait", [&] { return ::waitpid(pid, &status, WNOHANG) == pid ? status : -1; });
    step("waitpid for nobody", [&] { return ::waitpid(-1, &status, 0); });
}

} // namespace

int main() {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) {
        return 1;
    }
    sleeping();
    polling(pipe[0], pipe[1]);
    epolling(pipe[0], pipe[1]);
    locking();
    contended_mutex();
    joining_threads();
    waiting();
}
