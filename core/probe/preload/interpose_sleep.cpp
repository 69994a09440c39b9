// Functions that wait for nothing but time.
#include "core/probe/preload/blocking_call.h"
#include "core/probe/preload/libc.h"

using namespace manybrains::probe;
using namespace manybrains::probe::preload;

MANYBRAINS_EXPORT int nanosleep(const timespec* duration, timespec* left) {
    return call_with_errno(Call::sleep, 0, libc.nanosleep, duration, left);
}

MANYBRAINS_EXPORT int clock_nanosleep(clockid_t clock, int flags, const timespec* duration, timespec* left) {
    return call_with_error_number(Call::sleep, 0, libc.clock_nanosleep, clock, flags, duration, left);
}

MANYBRAINS_EXPORT int usleep(useconds_t microseconds) {
    return call_with_errno(Call::sleep, 0, libc.usleep, microseconds);
}

MANYBRAINS_EXPORT unsigned int sleep(unsigned int seconds) {
    const OpenCall open = begin_call(Call::sleep, 0);
    const unsigned int left = libc.sleep(seconds);
    end_call(open);
    return left;
}
