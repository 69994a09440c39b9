// A chart or the timeline as a file, PNG or SVG, under a title and above a caption that says where the figures come
// from: a picture is looked at far from the window that made it.
#pragma once

#include <QSize>
#include <QString>

#include <functional>

class QPainter;

namespace manybrains::app {

struct Picture {
    QString title;   ///< the finding
    QString caption; ///< lesson, machine, recording level
    QSize size;      ///< of the drawing alone, in device-independent pixels
    std::function<void(QPainter&, const QSize&)> draw;
};

/// By the ending of `path`: ".svg", else PNG at twice the size. Returns why it could not be written, or nothing.
[[nodiscard]] QString savePicture(const Picture& picture, const QString& path);

} // namespace manybrains::app
