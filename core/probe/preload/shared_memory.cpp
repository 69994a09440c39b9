#include "core/probe/preload/shared_memory.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

namespace manybrains::probe::preload {

constinit Mapping* control = nullptr;

namespace {

constinit char path[64] = {};
constinit Record* mapped_records[ring_count] = {};

enum NameState : std::uint32_t { name_free, name_being_written, name_ready };

void* map_part(int fd, std::size_t offset, std::size_t size) noexcept {
    void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, static_cast<off_t>(offset));
    return memory != MAP_FAILED ? memory : nullptr;
}

int open_mapping() noexcept {
    return ::open(path, O_RDWR | O_CLOEXEC);
}

bool has_our_size(int fd) noexcept {
    struct stat status = {};
    return ::fstat(fd, &status) == 0 && static_cast<std::size_t>(status.st_size) >= mapping_size;
}

} // namespace

void attach() noexcept {
    const char* named = ::getenv(mapping_variable);
    const std::size_t length = named != nullptr ? ::strlen(named) : 0;
    if (length == 0 || length >= sizeof path) {
        return;
    }
    ::memcpy(path, named, length + 1);
    const int fd = open_mapping();
    if (fd < 0) {
        return;
    }
    if (has_our_size(fd)) {
        auto* found = static_cast<Mapping*>(map_part(fd, 0, sizeof(Mapping)));
        if (found != nullptr && found->magic == mapping_magic && found->version == mapping_version) {
            control = found;
        } else if (found != nullptr) {
            ::munmap(found, sizeof(Mapping));
        }
    }
    ::close(fd);
}

void detach() noexcept {
    ::munmap(control, sizeof(Mapping));
    control = nullptr;
}

Record* map_records(std::size_t ring) noexcept {
    Record*& mapped = mapped_records[ring];
    if (mapped == nullptr) {
        const int fd = open_mapping();
        if (fd >= 0) {
            mapped = static_cast<Record*>(map_part(fd, records_offset(ring), records_size));
            ::close(fd);
        }
    }
    return mapped;
}

std::uint32_t name_number(const char* name) noexcept {
    for (std::uint32_t number = 0; number < name_count; ++number) {
        Name& entry = control->names[number];
        std::uint32_t state = name_free;
        if (entry.state.compare_exchange_strong(state, name_being_written, std::memory_order_acquire)) {
            ::strncpy(entry.text, name, name_length - 1);
            entry.state.store(name_ready, std::memory_order_release);
            return number;
        }
        if (state == name_ready && ::strncmp(entry.text, name, name_length - 1) == 0) {
            return number;
        }
    }
    return name_count;
}

} // namespace manybrains::probe::preload
