// Cancels threads in interposed functions that are cancellation points, and says whether its destructors
// ran and what it left.
#include "tests/unit/probe/programs/steps.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

#include <array>
#include <cstdio>

namespace {

struct Cleanup {
    explicit Cleanup(bool& ran) : ran_(ran) {}
    ~Cleanup() { ran_ = true; }
    bool& ran_;
};

struct Victim {
    void (*call)();
    std::atomic<pid_t> tid = 0;
    bool cleaned = false;
};

void* run(void* argument) {
    auto& victim = *static_cast<Victim*>(argument);
    const Cleanup cleanup(victim.cleaned);
    victim.tid = ::gettid();
    victim.call();
    return nullptr;
}

void cancel_in(const char* name, void (*call)()) {
    Victim victim{call};
    pthread_t thread{};
    ::pthread_create(&thread, nullptr, run, &victim);
    while (victim.tid == 0) {
        std::this_thread::yield();
    }
    steps::wait_until_blocked(victim.tid);
    ::pthread_cancel(thread);
    void* result = nullptr;
    ::pthread_join(thread, &result);
    std::printf("%s: %s, %s\n", name, result == PTHREAD_CANCELED ? "cancelled" : "returned",
                victim.cleaned ? "cleaned up" : "not cleaned up");
}

/// A pending request acts at a call that would not have to wait.
void cancel_before_free_semaphore() {
    pthread_t thread{};
    ::pthread_create(
        &thread, nullptr,
        [](void*) -> void* {
            sem_t semaphore;
            ::sem_init(&semaphore, 0, 1);
            ::pthread_cancel(::pthread_self());
            ::sem_wait(&semaphore);
            return nullptr;
        },
        nullptr);
    void* result = nullptr;
    ::pthread_join(thread, &result);
    std::printf("sem_wait for a free one: %s\n", result == PTHREAD_CANCELED ? "cancelled" : "returned");
}

std::array<int, 2> silent_pipe;
std::array<int, 2> silent_sockets;
sem_t taken;
pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
char byte;
pid_t child;

} // namespace

int main() {
    if (::pipe(silent_pipe.data()) != 0 || ::socketpair(AF_UNIX, SOCK_STREAM, 0, silent_sockets.data()) != 0) {
        return 1;
    }
    cancel_in("sem_wait", [] { ::sem_wait(&taken); });
    cancel_in("read", [] { (void)!::read(silent_pipe[0], &byte, 1); });
    cancel_in("recv", [] { (void)!::recv(silent_sockets[0], &byte, 1, 0); });
    cancel_in("poll", [] {
        pollfd fd{silent_pipe[0], POLLIN, 0};
        ::poll(&fd, 1, -1);
    });
    cancel_in("epoll_wait", [] {
        epoll_event event{};
        ::epoll_wait(::epoll_create1(0), &event, 1, -1);
    });
    cancel_in("clock_nanosleep", [] {
        const timespec hour{3600, 0};
        ::clock_nanosleep(CLOCK_MONOTONIC, 0, &hour, nullptr);
    });
    cancel_in("pthread_cond_wait", [] {
        ::pthread_mutex_lock(&mutex);
        pthread_cleanup_push([](void*) { ::pthread_mutex_unlock(&mutex); }, nullptr);
        ::pthread_cond_wait(&condition, &mutex);
        pthread_cleanup_pop(1);
    });
    cancel_in("waitpid", [] {
        child = ::fork();
        if (child == 0) {
            ::pause();
        }
        ::waitpid(child, nullptr, 0);
    });
    ::kill(child, SIGKILL);
    cancel_before_free_semaphore();
}
