#include "core/python/finder.h"

#include "tests/unit/python/interpreters.h"
#include "tests/unit/python/scratch_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace manybrains::python {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

/// A PATH of one folder and nothing else.
Places only(const fs::path& folder) {
    Places places;
    places.path = {folder};
    return places;
}

/// What an interpreter of this version would answer.
std::string answering(const std::string& version, int major, int minor) {
    return "#!/bin/sh\necho '{\"version\": \"" + version + "\", \"major\": " + std::to_string(major) +
           ", \"minor\": " + std::to_string(minor) +
           ", \"implementation\": \"cpython\", \"gil\": true, \"free_threaded\": false, \"modules\": [], \"path\": "
           "\"/p/" +
           version + "\", \"executable\": \"/p/" + version + "\", \"prefix\": \"/p\"}'\n";
}

TEST(Candidates, AreExecutableFilesNamedLikeAnInterpreter) {
    const ScratchFolder folder;
    for (const char* name : {"python", "python3", "python3.12", "python3.13t", "pypy3", "pypy3.10"}) {
        folder.write_program(name, "");
    }
    for (const char* name :
         {"python3-config", "python3.7m", "pythonw", "python2.7", "ipython3", "python3.", "python4"}) {
        folder.write_program(name, "");
    }
    folder.write("python3.11", "not executable");
    std::vector<std::string> names;
    for (const fs::path& path : candidates(only(folder.path()))) {
        names.push_back(path.filename().string());
    }
    EXPECT_THAT(names, UnorderedElementsAre("python", "python3", "python3.12", "python3.13t", "pypy3", "pypy3.10"));
}

TEST(Candidates, ALinkIsItsTargetOnceMore) {
    const ScratchFolder folder;
    const fs::path real = folder.write_program("python3.12", "");
    folder.link("python3", "python3.12");
    folder.link("python", "python3");
    EXPECT_THAT(candidates(only(folder.path())), ElementsAre(folder.path() / "python3"));
}

TEST(Candidates, VirtualEnvironmentsAndPyenvVersionsAreAmongThem) {
    const ScratchFolder folder;
    const fs::path base = folder.write_program("base/python3", "");
    folder.write("environment/pyvenv.cfg", "");
    Places places = only(folder.path() / "base");
    places.environments = {folder.path() / "environment", folder.path() / "missing"};
    places.pyenv = folder.path() / "pyenv";
    const fs::path in_environment = folder.link("environment/bin/python3", base);
    folder.link("environment/bin/python", "python3");
    const fs::path old = folder.write_program("pyenv/versions/3.8.18/bin/python3", "");
    EXPECT_THAT(candidates(places), ElementsAre(base, in_environment, old));
}

TEST(Candidates, PyenvsWrappersAreNotAskedWhereItsVersionsAre) {
    const ScratchFolder folder;
    Places places = only(folder.path() / "pyenv/shims");
    places.pyenv = folder.path() / "pyenv";
    const fs::path standard = folder.write_program("pyenv/shims/python3", "#!/bin/sh\n");
    folder.write_program("pyenv/shims/python3.12", "#!/bin/sh\n");
    const fs::path version = folder.write_program("pyenv/versions/3.12.1/bin/python3", "");
    EXPECT_THAT(candidates(places), ElementsAre(standard, version));
}

TEST(Places, ComeFromTheEnvironment) {
    const Places places = Places::from_environment();
    EXPECT_FALSE(places.path.empty());
    EXPECT_THAT(places.environments, testing::Contains(fs::current_path() / ".venv"));
}

TEST(Inspect, KnowsThisMachinesInterpreters) {
    ASSERT_FALSE(interpreters().empty()) << "the tests need a Python";
    for (const Interpreter& interpreter : interpreters()) {
        SCOPED_TRACE(interpreter.path);
        EXPECT_TRUE(interpreter.supported());
        EXPECT_THAT(interpreter.version, testing::StartsWith(std::to_string(interpreter.major) + "." +
                                                             std::to_string(interpreter.minor) + "."));
        EXPECT_FALSE(interpreter.implementation.empty());
        EXPECT_TRUE(interpreter.gil || interpreter.free_threaded_build);
        EXPECT_TRUE(fs::exists(interpreter.executable));
    }
}

TEST(Inspect, AWrapperScriptLeadsToWhatItStarts) {
    const Interpreter& real = default_python();
    const ScratchFolder folder;
    const fs::path shim = folder.write_program("python3", "#!/bin/sh\nexec " + real.path.string() + " \"$@\"\n");
    const auto interpreter = inspect(shim);
    ASSERT_TRUE(interpreter) << interpreter.error().message();
    EXPECT_EQ(interpreter->executable, real.executable);
    EXPECT_NE(interpreter->path, shim);
}

TEST(Inspect, AVirtualEnvironmentIsNotItsBase) {
    const Interpreter& base = default_python();
    const ScratchFolder folder;
    folder.write("pyvenv.cfg", "home = " + base.executable.parent_path().string() + "\n");
    const auto inside = inspect(folder.link("bin/python3", base.executable));
    ASSERT_TRUE(inside) << inside.error().message();
    EXPECT_EQ(inside->path, folder.path() / "bin/python3");
    EXPECT_EQ(inside->executable, base.executable);
    EXPECT_EQ(inside->prefix, folder.path());
}

TEST(Inspect, AnOldPythonIsTooOld) {
    const ScratchFolder folder;
    const fs::path python3 = folder.write_program("python3", answering("3.7.16", 3, 7));
    EXPECT_EQ(inspect(python3).error().message(), python3.string() + ": Python 3.7.16 is too old");
    const fs::path python2 = folder.write_program(
        "python2", "#!/bin/sh\n[ $1 = -I ] && { echo 'Unknown option: -I' >&2; exit 2; }\necho Python 2.7.18\n");
    EXPECT_EQ(inspect(python2).error().message(), python2.string() + ": Python 2.7.18 is too old");
    EXPECT_THAT(inspect(python2).error().hint, HasSubstr("3.8"));
}

TEST(Inspect, RealOldPythonsAreTooOld) {
    const fs::path versions = Places::from_environment().pyenv / "versions";
    int seen = 0;
    for (const char* version : {"2.7.18", "3.6.15", "3.7.16"}) {
        const fs::path python = versions / version / "bin/python";
        if (fs::exists(python)) {
            ++seen;
            EXPECT_EQ(inspect(python).error().why, std::string("Python ") + version + " is too old");
        }
    }
    if (seen == 0) {
        GTEST_SKIP() << "no old Python on this machine";
    }
}

TEST(Inspect, WhatIsNotAPythonSaysSo) {
    const ScratchFolder folder;
    const char* const scripts[] = {"#!/bin/sh\nexit 1\n", "#!/bin/sh\necho garbage\n", "#!/bin/sh\n",
                                   "#!/bin/sh\necho '[1, 2]'\n", "#!/bin/sh\necho '{\"version\": 3}'\n"};
    for (const char* script : scripts) {
        const fs::path program = folder.write_program("python3", script);
        EXPECT_EQ(inspect(program).error().message(), program.string() + ": not a Python interpreter") << script;
    }
    EXPECT_EQ(inspect("/bin/true").error().why, "not a Python interpreter");
    EXPECT_EQ(inspect("/nonexistent").error().message(), "/nonexistent: No such file or directory");
}

TEST(Inspect, AnInterpreterThatHangsIsGivenUp) {
    const ScratchFolder folder;
    const fs::path program = folder.write_program("python3", "#!/bin/sh\nexec sleep 1000\n");
    EXPECT_EQ(inspect(program, 200ms).error().why, "it does not answer");
}

TEST(FindInterpreters, TheDefaultComesFirstAndThenTheNewest) {
    const ScratchFolder folder;
    folder.write_program("python3", answering("3.9.18", 3, 9));
    folder.write_program("python3.8", answering("3.8.18", 3, 8));
    folder.write_program("python3.12", answering("3.12.1", 3, 12));
    folder.write_program("python3.7", answering("3.7.16", 3, 7));
    folder.write_program("python3.10", "#!/bin/sh\nexec sleep 1000\n");
    folder.write_program("python3.11", "#!/bin/sh\necho garbage\n");
    std::vector<std::string> versions;
    for (const Interpreter& interpreter : find_interpreters(only(folder.path()), 500ms)) {
        versions.push_back(interpreter.version);
    }
    EXPECT_THAT(versions, ElementsAre("3.9.18", "3.12.1", "3.8.18"));
}

TEST(FindInterpreters, AreDistinct) {
    std::set<std::pair<fs::path, fs::path>> identities;
    for (const Interpreter& interpreter : interpreters()) {
        EXPECT_TRUE(identities.emplace(interpreter.executable, interpreter.prefix).second) << interpreter.path;
    }
}

TEST(FindInterpreters, EveryPyenvVersionThatIsNewEnoughIsThere) {
    const Places places = Places::from_environment();
    int versions = 0;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(places.pyenv / "versions", none)) {
        const auto interpreter = inspect(entry.path() / "bin/python3");
        if (interpreter) {
            ++versions;
            const auto same = [&](const Interpreter& found) { return found.executable == interpreter->executable; };
            EXPECT_TRUE(std::any_of(interpreters().begin(), interpreters().end(), same)) << entry.path();
        }
    }
    if (versions == 0) {
        GTEST_SKIP() << "no pyenv on this machine";
    }
}

TEST(DefaultInterpreter, IsWhatPython3Means) {
    const auto standard = default_interpreter();
    ASSERT_TRUE(standard) << standard.error().message();
    EXPECT_EQ(standard->executable, interpreters().front().executable);
}

TEST(DefaultInterpreter, WithoutAUsablePython3IsTheNewest) {
    const ScratchFolder folder;
    folder.write_program("python3", answering("3.7.16", 3, 7));
    folder.write_program("python3.8", answering("3.8.18", 3, 8));
    folder.write_program("python3.12", answering("3.12.1", 3, 12));
    EXPECT_EQ(default_interpreter(only(folder.path()))->version, "3.12.1");
}

TEST(DefaultInterpreter, WithoutAnyPythonSaysWhatToInstall) {
    const ScratchFolder folder;
    const auto none = default_interpreter(only(folder.path()));
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().message(), "Python: no interpreter found");
    EXPECT_THAT(none.error().hint, HasSubstr("install Python 3.8 or newer"));
}

} // namespace
} // namespace manybrains::python
