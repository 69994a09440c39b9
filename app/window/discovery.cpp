#include "app/window/discovery.h"

#include "core/io/topology.h"

#include <chrono>
#include <utility>

namespace manybrains::app {

namespace {

/// A sound interpreter answers in some 50 ms; closing the window waits for the one that is being asked.
constexpr std::chrono::seconds patience{2};

} // namespace

Discovery::Discovery(Machine machine, QObject* parent) : QObject(parent), machine_(std::move(machine)) {}

Discovery::~Discovery() = default;

void Discovery::begin() {
    thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
}

void Discovery::run(std::stop_token stop) {
    const auto installation = machine_.locate();
    if (!installation) {
        emit failed(installation.error());
        return;
    }
    emit installationFound(*installation);
    auto course = lesson::load_course(installation->scenarios);
    if (!course) {
        emit failed(course.error());
        return;
    }
    emit courseLoaded(std::make_shared<const lesson::Course>(std::move(*course)));
    emit machineKnown(record::availability({trace::Level::kernel, installation->probe}), io::topology().usable);
    findInterpreters(stop);
}

void Discovery::findInterpreters(std::stop_token stop) {
    std::vector<python::Interpreter> first;
    if (auto found = python::default_interpreter(machine_.places)) {
        first.push_back(std::move(*found));
    }
    emit interpretersFound(first, false);
    if (!stop.stop_requested()) {
        emit interpretersFound(python::find_interpreters(machine_.places, patience), true);
    }
}

} // namespace manybrains::app
