// The programs that the guard's tests run: each mode misbehaves in one way. What a mode has to tell its test goes, a
// line at a time, to the report pipe; "pid N" lines name the processes of its tree.
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace {

using Arguments = std::vector<std::string>;

void tell(const std::string& line) {
    const int fd = std::atoi(std::getenv("MANYBRAINS_REPORT_FD"));
    const std::string text = line + "\n";
    if (::write(fd, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
        ::_exit(99);
    }
}

[[noreturn]] void wait_forever() {
    for (;;) {
        ::pause();
    }
}

/// A child that runs `body` and never returns from it.
pid_t child(const std::function<void()>& body) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        body();
        wait_forever();
    }
    return pid;
}

void tell_pid() {
    tell("pid " + std::to_string(::getpid()));
}

/// As daemon(3) does it, but also without any descriptor.
void become_daemon() {
    if (::fork() != 0) {
        ::_exit(0);
    }
    ::setsid();
    if (::fork() != 0) {
        ::_exit(0);
    }
    static_cast<void>(!::chdir("/"));
    tell_pid();
    for (int fd = 0; fd < 256; ++fd) {
        ::close(fd);
    }
}

/// A second limit beside the guard's: all processes of a bomb count themselves here, and stop.
class BombLimit {
public:
    BombLimit()
        : count_(new (::mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                             0)) std::atomic<int>(0)) {}
    [[nodiscard]] bool reached() const { return count_->fetch_add(1) > 10'000; }

private:
    std::atomic<int>* count_;
};

int exit_with(const Arguments& arguments) {
    return std::stoi(arguments.at(0));
}

int raise_signal(const Arguments& arguments) {
    tell_pid();
    ::raise(std::stoi(arguments.at(0)));
    return 0;
}

int print(const Arguments& arguments) {
    std::fputs(arguments.at(0).c_str(), stdout);
    std::fputs(arguments.at(1).c_str(), stderr);
    return 0;
}

int report(const Arguments& arguments) {
    for (const std::string& line : arguments) {
        tell(line);
    }
    return 0;
}

int wait_mode(const Arguments&) {
    tell_pid();
    tell("ready");
    wait_forever();
}

/// What the program finds around itself.
int surroundings(const Arguments&) {
    rlimit core{};
    rlimit file{};
    ::getrlimit(RLIMIT_CORE, &core);
    ::getrlimit(RLIMIT_FSIZE, &file);
    sigset_t mask;
    ::sigprocmask(SIG_BLOCK, nullptr, &mask);
    struct sigaction pipe_action {};
    ::sigaction(SIGPIPE, nullptr, &pipe_action);
    char byte = 0;
    char* const folder = ::get_current_dir_name();
    tell(std::string("cwd ") + folder);
    std::free(folder);
    tell(std::string("tmpdir ") + std::getenv("TMPDIR"));
    tell("stdin " + std::to_string(::read(STDIN_FILENO, &byte, 1)));
    tell("session " + std::to_string(::getsid(0) == ::getpid()));
    tell("core " + std::to_string(core.rlim_max));
    tell("file " + std::to_string(file.rlim_max));
    tell("blocked " + std::to_string(::sigismember(&mask, SIGTERM) + ::sigismember(&mask, SIGCHLD)));
    tell("sigpipe " + std::to_string(pipe_action.sa_handler == SIG_DFL));
    tell("nice " + std::to_string(::getpriority(PRIO_PROCESS, 0)));
    tell("no-new-privileges " + std::to_string(::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)));
    tell("added " + std::string(std::getenv("ADDED") != nullptr ? std::getenv("ADDED") : "nothing"));
    return 0;
}

int descriptors(const Arguments&) {
    DIR* const folder = ::opendir("/proc/self/fd");
    while (const dirent* entry = ::readdir(folder)) {
        const int fd = std::atoi(entry->d_name);
        if (entry->d_name[0] != '.' && fd != ::dirfd(folder)) {
            tell("fd " + std::to_string(fd));
        }
    }
    ::closedir(folder);
    return 0;
}

int fork_bomb(const Arguments&) {
    const BombLimit limit;
    while (!limit.reached()) {
        ::fork();
    }
    wait_forever();
}

/// Waits `milliseconds` first, so that the guard has come to rest.
int session_bomb(const Arguments& arguments) {
    const BombLimit limit;
    ::poll(nullptr, 0, std::stoi(arguments.at(0)));
    while (!limit.reached()) {
        if (::fork() == 0) {
            ::setsid();
        }
    }
    wait_forever();
}

/// More processes than `count` - 1, one after another, all of which stay.
int many(const Arguments& arguments) {
    for (int i = 1; i < std::stoi(arguments.at(0)); ++i) {
        child(wait_forever);
    }
    tell("ready");
    wait_forever();
}

int zombies(const Arguments& arguments) {
    for (int i = 0; i < std::stoi(arguments.at(0)); ++i) {
        if (::fork() == 0) {
            ::_exit(0);
        }
    }
    wait_forever();
}

void* fresh_memory(std::size_t bytes) {
    void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    std::memset(memory, 1, bytes);
    return memory;
}

/// Takes memory, a piece at a time, up to `megabytes`, in a child so that the sum over the tree counts.
int hog(const Arguments& arguments) {
    child([&] {
        for (int taken = 0; taken < std::stoi(arguments.at(0)); taken += 8) {
            fresh_memory(std::size_t{8} << 20);
        }
    });
    wait_forever();
}

/// `count` processes that share `megabytes` of their parent's: a large RSS, a small PSS.
int sharers(const Arguments& arguments) {
    const auto bytes = static_cast<std::size_t>(std::stoi(arguments.at(1))) << 20;
    auto* const memory = static_cast<volatile char*>(fresh_memory(bytes));
    int ready[2];
    if (::pipe(ready) != 0) {
        return 98;
    }
    const int count = std::stoi(arguments.at(0));
    std::vector<pid_t> children;
    for (int i = 0; i < count; ++i) {
        children.push_back(child([&] {
            for (std::size_t page = 0; page < bytes; page += 4096) {
                static_cast<void>(memory[page]);
            }
            static_cast<void>(!::write(ready[1], "1", 1));
        }));
    }
    char byte = 0;
    for (int i = 0; i < count; ++i) {
        static_cast<void>(!::read(ready[0], &byte, 1));
    }
    tell("ready");
    wait_forever();
}

int flood(const Arguments&) {
    const std::string line(1023, 'x');
    for (;;) {
        std::puts(line.c_str());
    }
}

int large_file(const Arguments&) {
    const int file = ::open("large", O_WRONLY | O_CREAT, 0600);
    const std::vector<char> block(1 << 20);
    while (::write(file, block.data(), block.size()) > 0) {
    }
    return 0;
}

/// Every way in which a process leaves the sight of its parent, at once.
int family(const Arguments&) {
    child([] { tell_pid(); });
    child([] {
        ::setsid();
        tell_pid();
    });
    child([] {
        ::setpgid(0, 0);
        tell_pid();
    });
    child([] {
        for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGPIPE}) {
            ::signal(signal, SIG_IGN);
        }
        tell_pid();
    });
    child([] {
        tell_pid();
        ::raise(SIGSTOP);
    });
    child(become_daemon);
    tell_pid();
    tell("ready");
    wait_forever();
}

/// Ends at once, leaves a daemon that holds its pipes open.
int leave_daemon(const Arguments&) {
    int ready[2];
    if (::pipe(ready) != 0) {
        return 98;
    }
    if (::fork() == 0) {
        ::setsid();
        tell_pid();
        static_cast<void>(!::write(ready[1], "1", 1));
        wait_forever();
    }
    char byte = 0;
    return ::read(ready[0], &byte, 1) == 1 ? 7 : 98;
}

/// An orphan of the tree crashes; the program itself ends well.
int orphan_crash(const Arguments&) {
    int alive[2];
    if (::pipe(alive) != 0) {
        return 98;
    }
    const pid_t middle = ::fork();
    if (middle == 0) {
        ::close(alive[0]);
        const pid_t own_parent = ::getpid();
        if (::fork() == 0) {
            while (::getppid() == own_parent) {
                std::this_thread::yield();
            }
            tell_pid();
            ::raise(SIGSEGV);
        }
        ::_exit(0);
    }
    ::close(alive[1]);
    ::waitpid(middle, nullptr, 0);
    char byte = 0;
    return ::read(alive[0], &byte, 1) == 0 ? 0 : 98; // end of file: the orphan is gone
}

void make_shared_memory(const std::string& name) {
    const int file = ::shm_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600);
    static_cast<void>(!::ftruncate(file, 4096));
    ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
}

/// Shared memory that is mapped (the first name) and open only (the second).
int shared_memory(const Arguments& arguments) {
    make_shared_memory(arguments.at(0));
    ::shm_open(arguments.at(1).c_str(), O_RDWR | O_CREAT | O_EXCL, 0600);
    tell_pid();
    tell("ready");
    wait_forever();
}

/// Ends well, and leaves a child with shared memory behind.
int leave_shared_memory(const Arguments& arguments) {
    make_shared_memory(arguments.at(0));
    child(wait_forever);
    return 0;
}

/// Maps what the test itself made and uses.
int borrow_shared_memory(const Arguments& arguments) {
    const int file = ::shm_open(arguments.at(0).c_str(), O_RDWR, 0600);
    ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    tell("ready");
    wait_forever();
}

/// Leaves its folder in a state that is hard to remove: deeper than any path reaches, forbidden, and with a link to
/// `outside`.
int mess(const Arguments& arguments) {
    static_cast<void>(!::symlink(arguments.at(0).c_str(), "link"));
    ::mkdir("forbidden", 0700);
    ::close(::open("forbidden/file", O_WRONLY | O_CREAT, 0));
    ::chmod("forbidden", 0);
    for (int depth = 0; depth < 700; ++depth) {
        if (::mkdir("deeper", 0700) != 0 || ::chdir("deeper") != 0) {
            return 98;
        }
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::map<std::string, int (*)(const Arguments&)> modes{
        {"exit", exit_with},
        {"raise", raise_signal},
        {"print", print},
        {"report", report},
        {"wait", wait_mode},
        {"surroundings", surroundings},
        {"descriptors", descriptors},
        {"fork-bomb", fork_bomb},
        {"session-bomb", session_bomb},
        {"many", many},
        {"zombies", zombies},
        {"hog", hog},
        {"sharers", sharers},
        {"flood", flood},
        {"large-file", large_file},
        {"family", family},
        {"leave-daemon", leave_daemon},
        {"orphan-crash", orphan_crash},
        {"shared-memory", shared_memory},
        {"leave-shared-memory", leave_shared_memory},
        {"borrow-shared-memory", borrow_shared_memory},
        {"mess", mess},
    };
    return argc < 2 ? 97 : modes.at(argv[1])(Arguments(argv + 2, argv + argc));
}
