#include "app/results/running_task.h"

namespace manybrains::app {

QString runningTask(const trace::Trace& trace) {
    const std::size_t count = trace.track_count();
    for (std::size_t i = 0; i < count; ++i) {
        const trace::Track& track = trace.track(static_cast<trace::TrackId>(i));
        if (track.info().kind == trace::TrackKind::task && track.open()) {
            return QString::fromStdString(track.info().name);
        }
    }
    return {};
}

} // namespace manybrains::app
