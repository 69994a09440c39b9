#include "app/export/picture_file.h"

#include "app/theme/theme.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFontInfo>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QScreen>
#include <QSvgGenerator>

namespace manybrains::app {

namespace {

struct Export {
    Q_DECLARE_TR_FUNCTIONS(Export)
};

constexpr int margin = 3 * Theme::grid;
constexpr double sharpness = 2; ///< a PNG is shown on screens of all densities
constexpr double titleScale = 1.3;

/// The drawing with its title above and its caption below.
struct Sheet {
    explicit Sheet(const Picture& picture)
        : titleFont(Theme::font(titleScale, QFont::DemiBold)), captionFont(Theme::font()) {
        const int width = picture.size.width();
        const auto height = [&](const QFont& font, const QString& text) {
            return text.isEmpty() ? 0
                                  : QFontMetrics(font).boundingRect(0, 0, width, 0, Qt::TextWordWrap, text).height();
        };
        title = QRect(margin, margin, width, height(titleFont, picture.title));
        drawing = QRect(QPoint(margin, title.bottom() + Theme::grid), picture.size);
        caption = QRect(margin, drawing.bottom() + Theme::grid, width, height(captionFont, picture.caption));
        size = QSize(width + 2 * margin, caption.bottom() + margin);
    }

    QFont titleFont;
    QFont captionFont;
    QRect title;
    QRect drawing;
    QRect caption;
    QSize size;
};

void drawSheet(QPainter& painter, const Picture& picture, const Sheet& sheet) {
    const Colours& colours = Theme::instance().colours();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(), sheet.size), colours.card);
    painter.setPen(colours.text);
    painter.setFont(sheet.titleFont);
    painter.drawText(sheet.title, Qt::TextWordWrap, picture.title);
    painter.setPen(colours.textMuted);
    painter.setFont(sheet.captionFont);
    painter.drawText(sheet.caption, Qt::TextWordWrap, picture.caption);
    painter.save();
    painter.translate(sheet.drawing.topLeft());
    picture.draw(painter, picture.size);
    painter.restore();
}

/// Viewers have other fonts: name the one that was measured, and what comes nearest to it.
QByteArray withKnownFonts(QByteArray svg) {
    const QString family = Theme::font().family();
    const QString named = QStringLiteral("font-family=\"'%1', sans-serif\"").arg(QFontInfo(Theme::font()).family());
    return svg.replace(QStringLiteral("font-family=\"%1\"").arg(family).toUtf8(), named.toUtf8());
}

bool drawSvg(QIODevice& device, const Picture& picture, const Sheet& sheet) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(
        qRound(QGuiApplication::primaryScreen()->logicalDotsPerInch())); // text as large as measured
    generator.setSize(sheet.size);
    generator.setViewBox(QRect(QPoint(), sheet.size));
    generator.setTitle(picture.title.toHtmlEscaped()); // which it writes as they are
    generator.setDescription(picture.caption.toHtmlEscaped());
    QPainter painter(&generator);
    drawSheet(painter, picture, sheet);
    painter.end();
    const QByteArray svg = withKnownFonts(buffer.data());
    return device.write(svg) == svg.size();
}

bool drawPng(QIODevice& device, const Picture& picture, const Sheet& sheet) {
    QImage image(sheet.size * sharpness, QImage::Format_RGB32);
    image.setDevicePixelRatio(sharpness);
    QPainter painter(&image);
    drawSheet(painter, picture, sheet);
    painter.end();
    return image.save(&device, "PNG");
}

} // namespace

QString savePicture(const Picture& picture, const QString& path) {
    const QString failure = Export::tr("%1 could not be written: %2", "a file and the reason");
    QSaveFile file(path); // no half file under the final name
    if (!file.open(QIODevice::WriteOnly)) {
        return failure.arg(path, file.errorString());
    }
    const Sheet sheet(picture);
    const bool isSvg = path.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive);
    if (!(isSvg ? drawSvg(file, picture, sheet) : drawPng(file, picture, sheet))) {
        return failure.arg(path, file.errorString());
    }
    return file.commit() ? QString() : failure.arg(path, file.errorString());
}

} // namespace manybrains::app
