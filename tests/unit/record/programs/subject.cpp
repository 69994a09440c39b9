// A program to be recorded; its first argument says what it does. Threads print "TID NANOSECONDS", their number and
// their CPU time, as the last thing they do.
#include <unistd.h>

#include <fcntl.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <string_view>
#include <thread>
#include <vector>

namespace {

long thread_cpu_ns() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1'000'000'000L + time.tv_nsec;
}

void print_cpu_time() {
    std::array<char, 64> line{};
    const int size = std::snprintf(line.data(), line.size(), "%d %ld\n", ::gettid(), thread_cpu_ns());
    (void)!::write(STDOUT_FILENO, line.data(), static_cast<size_t>(size));
}

void burn(long milliseconds) {
    while (thread_cpu_ns() < milliseconds * 1'000'000) {
    }
    print_cpu_time();
}

void on_threads(int count, const std::function<void()>& work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back(work);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

void burn_for(std::chrono::microseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
    }
}

/// Two threads that hand one byte back and forth, and keep it for a while each time.
void ping_pong(int rounds, std::chrono::microseconds keep) {
    std::array<int, 2> there{};
    std::array<int, 2> back{};
    if (::pipe(there.data()) != 0 || ::pipe(back.data()) != 0) {
        std::abort();
    }
    const auto pass = [rounds, keep](int from, int to) {
        char byte = 0;
        for (int i = 0; i < rounds && ::read(from, &byte, 1) == 1; ++i) {
            burn_for(keep);
            (void)!::write(to, &byte, 1);
        }
        print_cpu_time();
    };
    std::thread other(pass, there[0], back[1]);
    (void)!::write(there[1], "x", 1);
    pass(back[0], there[1]);
    other.join();
}

/// Another thread than the first one replaces the program.
void execute_from_thread(const char* path) {
    std::thread([path] {
        burn(5);
        ::execl(path, path, "burn", "1", "20", nullptr);
        std::abort();
    }).join();
}

} // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc > 1 ? argv[1] : "";
    const auto number = [&](int index) { return argc > index ? std::atoi(argv[index]) : 1; };
    if (what == "burn") {
        on_threads(number(2), [&] { burn(number(3)); });
    } else if (what == "ping-pong") {
        ping_pong(number(2), std::chrono::microseconds(number(3)));
    } else if (what == "execute") {
        execute_from_thread(argv[0]);
    } else {
        return 2;
    }
    return 0;
}
