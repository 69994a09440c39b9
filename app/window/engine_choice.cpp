#include "app/window/engine_choice.h"

#include "app/lesson/words.h"
#include "app/theme/theme.h"
#include "app/widgets/segments.h"
#include "core/native/engine.h"
#include "core/python/engine.h"

#include <QAbstractButton>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace manybrains::app {

namespace {

QString interpreterText(const python::Interpreter& interpreter) {
    const QString name = QString::fromStdString(interpreter.implementation + ' ' + interpreter.version);
    const QString gil = interpreter.gil ? EngineChoice::tr("GIL") : EngineChoice::tr("no GIL");
    return QStringLiteral("%1 · %2 — %3").arg(name, gil, QString::fromStdString(interpreter.path.string()));
}

} // namespace

EngineChoice::EngineChoice(QWidget* parent)
    : QWidget(parent), segments_(new Segments(this)), more_(new QToolButton(this)), menu_(new QMenu(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(segments_);
    segments_->add(python_engine, tr("CPython"));
    segments_->add(cpp_engine, tr("C++"));
    segments_->add(cpp_gil_engine, tr("C++ with a GIL"));
    segments_->button(cpp_gil_engine)
        ->setToolTip(tr("The same C++ behind a lock that follows CPython's rules: is it the lock, or the language?"));
    more_->setText(QStringLiteral("▾"));
    more_->setAccessibleName(tr("Choose another Python interpreter"));
    more_->setToolTip(more_->accessibleName());
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->setMenu(menu_);
    segments_->addBeside(python_engine, more_);
    segments_->setCurrent(python_engine);
    connect(segments_, &Segments::chosen, this, [this] {
        touched_ = true;
        emit changed();
    });
    showPython();
    settle();
}

void EngineChoice::setInstallation(const experiment::Installation& installation) {
    installation_ = installation;
    installed_ = true;
    engines_[cpp_engine] = native::make_engine(native::Flavour::free, installation.runner);
    engines_[cpp_gil_engine] = native::make_engine(native::Flavour::with_gil, installation.runner);
    settle();
}

void EngineChoice::setInterpreters(std::vector<python::Interpreter> interpreters, bool searching) {
    std::erase_if(interpreters, [](const auto& interpreter) { return !interpreter.supported(); });
    keepChosen(interpreters);
    interpreters_ = std::move(interpreters);
    searching_ = searching;
    buildMenu();
    showPython();
    settle();
}

/// What is chosen stays chosen, also if a machine in a hurry did not find it again.
void EngineChoice::keepChosen(std::vector<python::Interpreter>& found) {
    if (interpreters_.empty()) {
        return;
    }
    const python::Interpreter chosen = interpreters_[interpreter_];
    const auto same =
        std::find_if(found.begin(), found.end(), [&](const auto& one) { return one.path == chosen.path; });
    interpreter_ = same == found.end() ? 0 : static_cast<std::size_t>(same - found.begin());
    if (same == found.end()) {
        found.insert(found.begin(), chosen);
    }
}

void EngineChoice::setLesson(const lesson::Lesson& lesson) {
    native_ = lesson.has_native;
    settle();
}

void EngineChoice::choose(Engine engine) {
    segments_->setCurrent(engine);
    touched_ = true;
    emit changed();
}

void EngineChoice::chooseInterpreter(std::size_t index) {
    interpreter_ = index;
    showPython();
    settle();
    choose(python_engine);
}

std::shared_ptr<const run::Engine> EngineChoice::current() const {
    const QAbstractButton* button = segments_->button(chosen());
    return button->isEnabled() ? engines_[static_cast<std::size_t>(chosen())] : nullptr;
}

std::string EngineChoice::parameterKey() const {
    static constexpr std::array<const char*, engine_count> keys{"python", "cpp", "cpp-gil"};
    return keys[static_cast<std::size_t>(chosen())];
}

EngineChoice::Engine EngineChoice::chosen() const {
    return static_cast<Engine>(std::max(0, segments_->current()));
}

void EngineChoice::buildMenu() {
    menu_->clear();
    auto* group = new QActionGroup(menu_);
    for (std::size_t i = 0; i < interpreters_.size(); ++i) {
        QAction* action = menu_->addAction(interpreterText(interpreters_[i]));
        action->setCheckable(true);
        action->setChecked(i == interpreter_);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] { chooseInterpreter(i); });
    }
    more_->setVisible(interpreters_.size() > 1);
}

void EngineChoice::showPython() {
    QAbstractButton* button = segments_->button(python_engine);
    if (interpreters_.empty()) {
        engines_[python_engine].reset();
        button->setText(tr("CPython"));
        button->setToolTip(searching_ ? tr("Looking for Python interpreters…")
                                      : tr("No Python 3.8 or newer was found on this machine."));
        return;
    }
    const python::Interpreter& interpreter = interpreters_[interpreter_];
    engines_[python_engine] = python::make_engine(interpreter, installation_.harness);
    button->setText(engineName(engines_[python_engine]->info()));
    button->setToolTip(QString::fromStdString(interpreter.path.string()));
}

void EngineChoice::settle() {
    const auto enable = [this](Engine engine, bool can) { segments_->button(engine)->setEnabled(can); };
    enable(python_engine, engines_[python_engine] != nullptr);
    enable(cpp_engine, installed_ && native_);
    enable(cpp_gil_engine, installed_ && native_);
    if (!native_) {
        segments_->button(cpp_engine)->setToolTip(tr("This lesson has no C++ version."));
    }
    // What cannot run is left by itself, but the learner's own choice is not.
    const bool pythonLost = chosen() == python_engine && interpreters_.empty() && !searching_ && native_;
    const bool nativeLost = chosen() != python_engine && !native_;
    if (pythonLost) {
        segments_->setCurrent(cpp_engine);
    } else if (nativeLost || (!touched_ && !interpreters_.empty())) {
        segments_->setCurrent(python_engine);
    }
    emit changed();
}

} // namespace manybrains::app
