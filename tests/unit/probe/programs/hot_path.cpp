// Records, and takes free locks, while any system call but exit_group (and reading the clock) kills the program.
#include "core/probe/api.h"

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <dlfcn.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <semaphore.h>

#include <array>
#include <cstddef>

namespace {

template <typename Function>
Function* find(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_DEFAULT, name));
}

bool forbid_system_calls() {
    // The clock is a system call on machines whose clock the kernel cannot share.
    std::array<sock_filter, 5> program = {{BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                                           BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clock_gettime, 2, 0),
                                           BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 1, 0),
                                           BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
                                           BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)}};
    const sock_fprog filter = {program.size(), program.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

} // namespace

int main() {
    auto* hint = find<decltype(manybrains_probe_hint_begin)>("manybrains_probe_hint_begin");
    auto* task = find<decltype(manybrains_probe_task_begin)>("manybrains_probe_task_begin");
    auto* take = find<decltype(manybrains_probe_gil_take)>("manybrains_probe_gil_take");
    if (!forbid_system_calls()) {
        return 1;
    }
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
    sem_t semaphore;
    ::sem_init(&semaphore, 0, 1);
    for (int i = 0; i < 1000; ++i) {
        hint(0);
        task("work", 0);
        take(1);
        ::pthread_mutex_lock(&mutex);
        ::pthread_cond_signal(&condition);
        ::pthread_mutex_unlock(&mutex);
        ::sem_wait(&semaphore);
        ::sem_post(&semaphore);
    }
    ::_exit(0);
}
