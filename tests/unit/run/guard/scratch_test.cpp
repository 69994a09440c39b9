#include "core/run/guard/scratch.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace manybrains::run::guard {
namespace {

namespace fs = std::filesystem;

void write_file(const fs::path& path) {
    std::ofstream(path) << "content";
}

TEST(Scratch, IsNewEmptyAndPrivate) {
    const auto first = make_scratch();
    const auto second = make_scratch();
    ASSERT_TRUE(first && second);
    EXPECT_NE(*first, *second);
    EXPECT_TRUE(fs::is_empty(*first));
    EXPECT_EQ(fs::status(*first).permissions(), fs::perms::owner_all);
    remove_scratch(*first);
    remove_scratch(*second);
    EXPECT_FALSE(fs::exists(*first));
}

TEST(Scratch, GoesWithAllThatIsInIt) {
    const fs::path folder = *make_scratch();
    fs::create_directories(folder / "a/b/c");
    fs::create_directories(folder / "a/d");
    write_file(folder / "file");
    write_file(folder / "a/b/c/file");
    write_file(folder / ".removed-0"); // a name that the removal itself would like to use
    fs::create_directory(folder / ".removed-1");
    ::mkfifo((folder / "fifo").c_str(), 0600);
    remove_scratch(folder.string());
    EXPECT_FALSE(fs::exists(folder));
}

TEST(Scratch, GoesWithFoldersThatForbidIt) {
    const fs::path folder = *make_scratch();
    fs::create_directories(folder / "outer/inner");
    write_file(folder / "outer/inner/file");
    fs::permissions(folder / "outer/inner", fs::perms::none);
    fs::permissions(folder / "outer", fs::perms::owner_read);
    remove_scratch(folder.string());
    EXPECT_FALSE(fs::exists(folder));
}

TEST(Scratch, LinksAreRemovedAndNotFollowed) {
    const fs::path outside = *make_scratch();
    write_file(outside / "kept");
    fs::permissions(outside, fs::perms::owner_read | fs::perms::owner_exec);
    const fs::path folder = *make_scratch();
    fs::create_directory_symlink(outside, folder / "link");
    remove_scratch(folder.string());
    EXPECT_FALSE(fs::exists(folder));
    EXPECT_TRUE(fs::exists(outside / "kept"));
    EXPECT_EQ(fs::status(outside).permissions(), fs::perms::owner_read | fs::perms::owner_exec);
    remove_scratch(outside.string());
}

TEST(Scratch, OneThatIsGoneAlreadyIsFine) {
    const auto folder = make_scratch();
    remove_scratch(*folder);
    remove_scratch(*folder);
    EXPECT_FALSE(fs::exists(*folder));
}

} // namespace
} // namespace manybrains::run::guard
