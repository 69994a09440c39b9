// Saves what the cards show as pictures: under the finding, above a caption that says where the figures come from.
#pragma once

#include "app/export/picture_file.h"

#include <QObject>

namespace manybrains::app {

class LessonView;
class Session;

class Exporter : public QObject {
    Q_OBJECT
public:
    Exporter(LessonView& view, const Session& session, QObject* parent = nullptr);

    /// Of what is on screen now; they draw from it, so use them at once.
    [[nodiscard]] Picture timelinePicture() const;
    [[nodiscard]] Picture speedupPicture() const;

private:
    void save(const Picture& picture, const QString& name);
    [[nodiscard]] QString caption() const;
    [[nodiscard]] QString fileName(const QString& what) const;

    LessonView& view_;
    const Session& session_;
};

} // namespace manybrains::app
