// The choice of an engine: CPython (any interpreter found, from a menu), C++, C++ with a GIL.
#pragma once

#include "core/experiment/experiment.h"
#include "core/lesson/lesson.h"
#include "core/python/finder.h"
#include "core/run/engine.h"

#include <QWidget>

#include <array>
#include <memory>
#include <vector>

class QMenu;
class QToolButton;

namespace manybrains::app {

class Segments;

class EngineChoice : public QWidget {
    Q_OBJECT
public:
    enum Engine { python_engine, cpp_engine, cpp_gil_engine, engine_count };

    explicit EngineChoice(QWidget* parent = nullptr);

    void setInstallation(const experiment::Installation& installation);
    /// `searching`: more may follow.
    void setInterpreters(std::vector<python::Interpreter> interpreters, bool searching);
    /// Switches off what the lesson has no form for.
    void setLesson(const lesson::Lesson& lesson);
    void choose(Engine engine);
    void chooseInterpreter(std::size_t index);

    /// nullptr: there is none that could run now.
    [[nodiscard]] std::shared_ptr<const run::Engine> current() const;
    /// "python", "cpp", "cpp-gil": which defaults of a lesson apply, also while nothing can run yet.
    [[nodiscard]] std::string parameterKey() const;
    [[nodiscard]] Engine chosen() const;

signals:
    void changed();

private:
    void keepChosen(std::vector<python::Interpreter>& found);
    void showPython();
    void buildMenu();
    void settle();

    Segments* segments_;
    QToolButton* more_;
    QMenu* menu_;
    experiment::Installation installation_;
    std::vector<python::Interpreter> interpreters_;
    std::size_t interpreter_ = 0;
    std::array<std::shared_ptr<const run::Engine>, engine_count> engines_;
    bool installed_ = false;
    bool searching_ = true;
    bool native_ = true;
    bool touched_ = false; ///< the user has chosen: what is found later does not change it
};

} // namespace manybrains::app
