// What the window learns of its machine after it has been shown: where the programs are, the lessons, the recording
// level, the interpreters. All of it on one background thread, told piece by piece.
#pragma once

#include "core/base/result.h"
#include "core/experiment/experiment.h"
#include "core/lesson/loader.h"
#include "core/python/finder.h"
#include "core/record/recorder.h"

#include <QObject>

#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

namespace manybrains::app {

/// The questions asked of the machine; a test gives answers of its own.
struct Machine {
    std::function<Result<experiment::Installation>()> locate = &experiment::Installation::locate;
    python::Places places = python::Places::from_environment();
};

class Discovery : public QObject {
    Q_OBJECT
public:
    explicit Discovery(Machine machine, QObject* parent = nullptr);
    ~Discovery() override;

    void begin();

signals:
    // Emitted from the background thread: connect across threads only.
    void installationFound(const manybrains::experiment::Installation& installation);
    void courseLoaded(std::shared_ptr<const manybrains::lesson::Course> course);
    void machineKnown(const manybrains::record::Availability& recording, int usableCores);
    /// Twice: first with the default one alone (or none), then, `complete`, with all.
    void interpretersFound(const std::vector<manybrains::python::Interpreter>& interpreters, bool complete);
    /// Nothing can be run.
    void failed(const manybrains::Error& error);

private:
    void run(std::stop_token stop);
    void findInterpreters(std::stop_token stop);

    Machine machine_;
    std::jthread thread_; ///< last: it uses everything above
};

} // namespace manybrains::app
