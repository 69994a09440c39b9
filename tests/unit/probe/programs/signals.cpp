// Sends itself one signal with each of the functions that can.
#include <sys/syscall.h>
#include <unistd.h>

#include <signal.h>

#include <initializer_list>

int main() {
    ::setpgid(0, 0);
    for (const int signal : {SIGUSR1, SIGUSR2, SIGHUP, SIGALRM, SIGCONT}) {
        ::signal(signal, [](int) {});
    }
    const pid_t pid = ::getpid();
    ::kill(pid, 0);
    ::kill(pid, SIGUSR1);
    ::killpg(pid, SIGUSR2);
    const auto pidfd = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
    ::syscall(SYS_pidfd_send_signal, pidfd, SIGHUP, nullptr, 0);
    ::syscall(SYS_tgkill, pid, ::gettid(), SIGALRM);
    ::syscall(SYS_kill, pid, SIGCONT);
    ::kill(pid, SIGKILL);
}
