#include "core/run/guard/scratch.h"

#include "core/base/unique_fd.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace manybrains::run::guard {
namespace {

/// The folder's entries but "." and "..".
std::vector<std::string> entries(int folder) {
    std::vector<std::string> names;
    const int copy = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(copy >= 0 ? ::fdopendir(copy) : nullptr, ::closedir);
    while (const dirent* entry = stream ? ::readdir(stream.get()) : nullptr) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") {
            names.emplace_back(name);
        }
    }
    return names;
}

/// A program may have taken its own rights to a folder away. Never through a link: that would change the target.
void regain_rights(int parent, const std::string& name) {
    struct stat status {};
    if (::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode) &&
        (status.st_mode & S_IRWXU) != S_IRWXU) {
        ::fchmodat(parent, name.c_str(), S_IRWXU, 0);
    }
}

UniqueFd open_folder(int parent, const std::string& name) {
    regain_rights(parent, name);
    return UniqueFd(::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/// Removes every entry of `folder` that is no folder; gives the names of the others.
std::vector<std::string> remove_files(int folder) {
    std::vector<std::string> folders;
    for (std::string& name : entries(folder)) {
        if (::unlinkat(folder, name.c_str(), 0) != 0) {
            folders.push_back(std::move(name));
        }
    }
    return folders;
}

/// Takes everything out of the folder `name` of `top`: files are removed, its folders are moved up into `top`, so
/// that no depth needs a path, a recursion or more than two descriptors.
void flatten(int top, const std::string& name, std::uint64_t& moved) {
    const UniqueFd folder = open_folder(top, name);
    if (!folder) {
        return;
    }
    for (const std::string& inner : remove_files(folder.get())) {
        regain_rights(folder.get(), inner);
        // A name of ours may be taken by the run itself: then the next one.
        for (int attempt = 0; attempt < 1000; ++attempt) {
            const std::string free_name = ".removed-" + std::to_string(moved++);
            if (::renameat2(folder.get(), inner.c_str(), top, free_name.c_str(), RENAME_NOREPLACE) == 0) {
                break;
            }
        }
    }
}

} // namespace

std::optional<std::string> make_scratch() {
    const char* const runtime = std::getenv("XDG_RUNTIME_DIR");
    for (const char* parent : {"/tmp", runtime}) {
        if (parent != nullptr) {
            std::string folder = std::string(parent) + "/manybrains-XXXXXX";
            if (::mkdtemp(folder.data()) != nullptr) {
                return folder;
            }
        }
    }
    return std::nullopt;
}

void remove_scratch(const std::string& folder) {
    std::uint64_t moved = 0;
    const UniqueFd top = open_folder(AT_FDCWD, folder);
    bool progress = static_cast<bool>(top);
    while (progress) {
        progress = false;
        for (const std::string& name : remove_files(top.get())) {
            flatten(top.get(), name, moved);
            progress = ::unlinkat(top.get(), name.c_str(), AT_REMOVEDIR) == 0 || progress;
        }
    }
    ::rmdir(folder.c_str());
}

} // namespace manybrains::run::guard
