// The run bar: what it offers for a lesson and an engine, and what it asks for.
#include "app/lesson/prediction.h"
#include "app/widgets/number_box.h"
#include "app/window/engine_choice.h"
#include "app/window/parameter_field.h"
#include "app/window/run_bar.h"
#include "core/lesson/loader.h"

#include <QSignalSpy>
#include <QTest>

using namespace manybrains;
using namespace manybrains::app;
using lesson::Strategy;

namespace {

const lesson::Lesson& load(const char* id) {
    static std::map<std::string, lesson::Lesson> loaded;
    const auto found = loaded.find(id);
    if (found != loaded.end()) {
        return found->second;
    }
    auto lesson = lesson::load_lesson(std::filesystem::path(MANYBRAINS_SOURCE_DIR "/scenarios") / id);
    return loaded.emplace(id, std::move(lesson).value()).first->second;
}

python::Interpreter interpreter(const char* path, int minor, bool gil = true) {
    python::Interpreter found;
    found.path = path;
    found.major = 3;
    found.minor = minor;
    found.version = "3." + std::to_string(minor) + ".0";
    found.implementation = "CPython";
    found.gil = gil;
    return found;
}

/// With every engine that there is; no program is started.
struct ReadyBar {
    RunBar bar;

    explicit ReadyBar(const char* lesson = "counting-loop") {
        bar.engines()->setInstallation({});
        bar.engines()->setInterpreters({interpreter("/usr/bin/python3", 11)}, true);
        bar.setLesson(load(lesson));
    }
    [[nodiscard]] std::int64_t whole(const char* name) const {
        return std::get<std::int64_t>(bar.request()->set.at(name));
    }
};

} // namespace

class BarTest : public QObject {
    Q_OBJECT
private slots:
    void asksForEveryFormWithTheLessonsDefaults();
    void eachEngineHasSizesOfItsOwn();
    void aSizeThatWasSetStaysWithItsEngine();
    void typingCannotLeaveTheRange();
    void everyFieldKeepsToItsRange();
    void workersFollowTheTasksUntilTheyAreSet();
    void withoutAFormNothingCanBeRun();
    void theVariantIsAskedFor();
    void aLessonWithoutCppOffersPythonOnly();
    void withoutPythonTheCppEngineIsTaken();
    void theChosenInterpreterStaysChosenWhenMoreAreFound();
    void pythonBeforeThreeEightIsNotOffered();
    void theLearnersChoiceOutlivesALateDiscovery();
    void nothingCanBeChangedWhileItRuns();
};

void BarTest::asksForEveryFormWithTheLessonsDefaults() {
    const ReadyBar ready;
    const auto request = ready.bar.request();
    QVERIFY(request);
    QCOMPARE(request->strategies, load("counting-loop").strategies);
    QCOMPARE(request->set, load("counting-loop").defaults("python", false));
    QCOMPARE(request->workers, 2);
    QCOMPARE(request->repeats, 1);
    QCOMPARE(request->engines.front()->info().id, std::string("python"));
}

void BarTest::eachEngineHasSizesOfItsOwn() {
    ReadyBar ready;
    ready.bar.engines()->choose(EngineChoice::cpp_engine);
    QCOMPARE(ready.bar.request()->set, load("counting-loop").defaults("cpp", false));
    QVERIFY(ready.whole("iterations") > 10'000'000);
    ready.bar.engines()->choose(EngineChoice::python_engine);
    QCOMPARE(ready.whole("iterations"), std::int64_t{10'000'000});
}

void BarTest::aSizeThatWasSetStaysWithItsEngine() {
    ReadyBar ready;
    ready.bar.setParameters({{"iterations", std::int64_t{5000}}});
    ready.bar.engines()->choose(EngineChoice::cpp_engine);
    QVERIFY(ready.whole("iterations") != 5000);
    ready.bar.engines()->choose(EngineChoice::python_engine);
    QCOMPARE(ready.whole("iterations"), std::int64_t{5000});
}

void BarTest::typingCannotLeaveTheRange() {
    ReadyBar ready;
    auto* box = ready.bar.field("iterations")->findChild<NumberBox*>();
    box->selectAll();
    QTest::keyClicks(box, QStringLiteral("99999999999999"));
    QTest::keyClick(box, Qt::Key_Tab);
    QVERIFY(ready.whole("iterations") <= 20'000'000'000);
    box->selectAll();
    QTest::keyClicks(box, QStringLiteral("1"));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(ready.whole("iterations"), std::int64_t{1000});
}

void BarTest::everyFieldKeepsToItsRange() {
    for (const char* id : {"counting-loop", "five-sleepers", "five-downloads"}) {
        ReadyBar ready(id);
        for (const lesson::Parameter& parameter : load(id).parameters) {
            auto* box = ready.bar.field(parameter.name)->findChild<NumberBox*>();
            QVERIFY(box != nullptr);
            box->setValue(1e18);
            QCOMPARE(lesson::to_string(ready.bar.field(parameter.name)->value()), lesson::to_string(parameter.maximum));
            box->setValue(-1e18);
            QCOMPARE(lesson::to_string(ready.bar.field(parameter.name)->value()), lesson::to_string(parameter.minimum));
        }
    }
}

void BarTest::workersFollowTheTasksUntilTheyAreSet() {
    ReadyBar ready("five-sleepers");
    const std::string tasks = load("five-sleepers").tasks_parameter;
    ready.bar.setParameters({{tasks, std::int64_t{7}}});
    QCOMPARE(ready.bar.request()->workers, 7);
}

void BarTest::withoutAFormNothingCanBeRun() {
    ReadyBar ready;
    ready.bar.setStrategies({});
    QVERIFY(!ready.bar.request());
    ready.bar.setStrategies({Strategy::threaded});
    QCOMPARE(ready.bar.request()->strategies, std::vector{Strategy::threaded});
}

void BarTest::theVariantIsAskedFor() {
    ReadyBar ready("five-downloads");
    QVERIFY(ready.bar.request()->variant.empty());
    ready.bar.setVariant("twice");
    QCOMPARE(ready.bar.request()->variant, std::string("twice"));
}

void BarTest::aLessonWithoutCppOffersPythonOnly() {
    lesson::Lesson lesson = load("counting-loop");
    lesson.has_native = false;
    ReadyBar ready;
    ready.bar.engines()->choose(EngineChoice::cpp_engine);
    ready.bar.setLesson(lesson);
    QCOMPARE(ready.bar.engines()->chosen(), EngineChoice::python_engine);
    ready.bar.engines()->choose(EngineChoice::cpp_engine);
    QVERIFY(!ready.bar.request());
}

void BarTest::withoutPythonTheCppEngineIsTaken() {
    RunBar bar;
    bar.setLesson(load("counting-loop"));
    bar.engines()->setInstallation({});
    QVERIFY(!bar.request());
    bar.engines()->setInterpreters({}, false);
    QCOMPARE(bar.engines()->chosen(), EngineChoice::cpp_engine);
    QVERIFY(bar.request());
}

void BarTest::theChosenInterpreterStaysChosenWhenMoreAreFound() {
    ReadyBar ready;
    ready.bar.engines()->setInterpreters({interpreter("/opt/python3.13", 13)}, false);
    QCOMPARE(ready.bar.request()->engines.front()->info().interpreter, std::string("/usr/bin/python3"));
    ready.bar.engines()->chooseInterpreter(1);
    QCOMPARE(ready.bar.request()->engines.front()->info().interpreter, std::string("/opt/python3.13"));
}

void BarTest::pythonBeforeThreeEightIsNotOffered() {
    RunBar bar;
    bar.setLesson(load("counting-loop"));
    bar.engines()->setInstallation({});
    bar.engines()->setInterpreters({interpreter("/usr/bin/python3.6", 6)}, false);
    QCOMPARE(bar.engines()->chosen(), EngineChoice::cpp_engine);
}

void BarTest::theLearnersChoiceOutlivesALateDiscovery() {
    RunBar bar;
    bar.setLesson(load("counting-loop"));
    bar.engines()->setInstallation({});
    bar.engines()->choose(EngineChoice::cpp_gil_engine);
    bar.engines()->setInterpreters({interpreter("/usr/bin/python3", 11)}, false);
    QCOMPARE(bar.engines()->chosen(), EngineChoice::cpp_gil_engine);
}

void BarTest::nothingCanBeChangedWhileItRuns() {
    ReadyBar ready;
    ready.bar.setRunning(true);
    QVERIFY(!ready.bar.field("iterations")->isEnabled());
    QVERIFY(!ready.bar.engines()->isEnabled());
    ready.bar.setRunning(false);
    QVERIFY(ready.bar.field("iterations")->isEnabled());
}

QTEST_MAIN(BarTest)
#include "bar_test.moc"
