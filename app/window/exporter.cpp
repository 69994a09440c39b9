#include "app/window/exporter.h"

#include "app/charts/bar_scene.h"
#include "app/export/export_dialog.h"
#include "app/export/render_charts.h"
#include "app/results/speedup_card.h"
#include "app/results/timeline_card.h"
#include "app/timeline/timeline_widget.h"
#include "app/widgets/message_strip.h"
#include "app/window/lesson_view.h"
#include "app/window/session.h"
#include "core/experiment/result.h"

#include <QPainter>

namespace manybrains::app {

namespace {

constexpr int timelineWidth = 1200;
constexpr QSize chartSize{800, 320};
constexpr QLatin1StringView subject("export");

} // namespace

Exporter::Exporter(LessonView& view, const Session& session, QObject* parent)
    : QObject(parent), view_(view), session_(session) {
    connect(view_.timeline(), &TimelineCard::exportRequested, this,
            [this] { save(timelinePicture(), fileName(QStringLiteral("timeline"))); });
    connect(view_.speedup(), &SpeedupCard::exportRequested, this,
            [this] { save(speedupPicture(), fileName(QStringLiteral("speedup"))); });
}

Picture Exporter::timelinePicture() const {
    TimelineWidget* timeline = view_.timeline()->timeline();
    return {view_.timeline()->title(), caption(), QSize(timelineWidth, timeline->heightFor(timelineWidth)),
            [timeline](QPainter& painter, const QSize& size) { timeline->render(painter, size); }};
}

Picture Exporter::speedupPicture() const {
    const BarChart data = view_.speedup()->data();
    return {data.finding, caption(), chartSize, [data](QPainter& painter, const QSize& size) {
                BarScene scene;
                scene.show(data);
                scene.resize(size);
                scene.render(&painter, QRectF(QPointF(), size), scene.sceneRect());
            }};
}

void Exporter::save(const Picture& picture, const QString& name) {
    view_.messages()->withdraw(subject);
    const QString failure = exportPicture(&view_, picture, name);
    if (!failure.isEmpty()) {
        view_.messages()->post(
            subject, {Severity::error, tr("The picture was not saved."), failure, tr("Choose another folder."), {}});
    }
}

QString Exporter::caption() const {
    return captionOf(experiment::result_of(session_.board().records(), false));
}

QString Exporter::fileName(const QString& what) const {
    return QStringLiteral("%1-%2").arg(QString::fromStdString(session_.lesson()->id), what);
}

} // namespace manybrains::app
