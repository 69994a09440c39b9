#include "core/io/replacing_file.h"

#include "tests/unit/io/scratch_folder.h"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>

namespace manybrains::io {
namespace {

/// Files may not grow past `bytes` while it lives: the nearest to a full disk that any user can have.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int);
};

TEST(ReplacingFile, IsThereOnceItIsCommitted) {
    const ScratchFolder folder;
    auto file = ReplacingFile::create(folder / "out.json");
    ASSERT_TRUE(file) << file.error().message();
    ASSERT_TRUE(file->write("first "));
    ASSERT_TRUE(file->write("second"));
    EXPECT_FALSE(std::filesystem::exists(folder / "out.json"));
    ASSERT_TRUE(file->commit());
    EXPECT_EQ(text_of(folder / "out.json"), "first second");
    EXPECT_EQ(folder.files(), 1);
}

TEST(ReplacingFile, HasTheRightsOfAnOrdinaryNewFile) {
    const ScratchFolder folder;
    auto file = ReplacingFile::create(folder / "out.json");
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->commit());
    const mode_t mask = ::umask(0);
    ::umask(mask);
    struct stat status {};
    ASSERT_EQ(::stat((folder / "out.json").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0666U & ~mask);
}

TEST(ReplacingFile, LeavesNothingWhenItIsGivenUp) {
    const ScratchFolder folder;
    std::ofstream(folder / "out.json") << "old";
    {
        auto file = ReplacingFile::create(folder / "out.json");
        ASSERT_TRUE(file);
        ASSERT_TRUE(file->write(std::string(200'000, 'x')));
        EXPECT_EQ(folder.files(), 2);
    }
    EXPECT_EQ(folder.files(), 1);
    EXPECT_EQ(text_of(folder / "out.json"), "old");
}

TEST(ReplacingFile, ReplacesAnOldFileAndFollowsALink) {
    const ScratchFolder folder;
    std::ofstream(folder / "old.json") << "old";
    std::filesystem::create_symlink("old.json", folder / "link.json");
    auto file = ReplacingFile::create(folder / "link.json");
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("new"));
    ASSERT_TRUE(file->commit());
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.json"));
    EXPECT_EQ(text_of(folder / "old.json"), "new");
}

TEST(ReplacingFile, TwoAtOnceDoNotMeet) {
    const ScratchFolder folder;
    auto first = ReplacingFile::create(folder / "first");
    auto second = ReplacingFile::create(folder / "second");
    ASSERT_TRUE(first && second);
    ASSERT_TRUE(first->write("1") && second->write("2"));
    ASSERT_TRUE(first->commit() && second->commit());
    EXPECT_EQ(text_of(folder / "first"), "1");
    EXPECT_EQ(text_of(folder / "second"), "2");
}

TEST(ReplacingFile, SaysWhyItCannotBeMade) {
    const ScratchFolder folder;
    const auto missing = ReplacingFile::create(folder / "no/such/folder.json");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ENOENT);
    const auto a_folder = ReplacingFile::create(folder.path());
    ASSERT_FALSE(a_folder);
    EXPECT_EQ(a_folder.error().why, "is not a file");
    EXPECT_FALSE(ReplacingFile::create("/dev/full"));
    EXPECT_FALSE(ReplacingFile::create(""));
}

/// Writes until it is refused.
Result<void> fill(const std::filesystem::path& path, int pieces) {
    auto file = ReplacingFile::create(path);
    Result<void> result = file ? Result<void>{} : file.error();
    for (int i = 0; i < pieces && result; ++i) {
        result = file->write(std::string(10'000, 'x'));
    }
    return result ? file->commit() : result;
}

TEST(ReplacingFile, AFullDiskIsAnErrorAndLeavesNothing) {
    const ScratchFolder folder;
    const FileSizeLimit limit(100'000);
    const Result<void> refused = fill(folder / "out.json", 20);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, EFBIG);
    EXPECT_EQ(refused.error().what, (folder / "out.json").string());
    EXPECT_EQ(folder.files(), 0);
    EXPECT_TRUE(fill(folder / "out.json", 10));
}

} // namespace
} // namespace manybrains::io
