#include "core/io/machine.h"

#include <gtest/gtest.h>

#include <sched.h>
#include <unistd.h>

namespace manybrains::io {
namespace {

TEST(Machine, IsThisOne) {
    const Machine machine = machine_info();
    EXPECT_FALSE(machine.cpu.empty());
    EXPECT_GE(machine.cores, 1);
    EXPECT_LE(machine.cores, ::sysconf(_SC_NPROCESSORS_ONLN));
    EXPECT_NE(machine.kernel.find('.'), std::string::npos);
}

TEST(Machine, HasTheCoresThatMayBeUsed) {
    cpu_set_t before;
    ASSERT_EQ(::sched_getaffinity(0, sizeof before, &before), 0);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(::sched_getcpu(), &one);
    ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
    const int cores = machine_info().cores;
    ::sched_setaffinity(0, sizeof before, &before);
    EXPECT_EQ(cores, 1);
}

} // namespace
} // namespace manybrains::io
