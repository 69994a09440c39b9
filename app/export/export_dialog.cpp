#include "app/export/export_dialog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

namespace manybrains::app {

namespace {

struct ExportDialog {
    Q_DECLARE_TR_FUNCTIONS(ExportDialog)
};

} // namespace

QString exportPicture(QWidget* parent, const Picture& picture, const QString& name) {
    const QString png = ExportDialog::tr("PNG image (*.png)");
    const QString svg = ExportDialog::tr("SVG drawing (*.svg)");
    const QDir pictures(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
    QString chosen = png;
    QString path = QFileDialog::getSaveFileName(parent, ExportDialog::tr("Export"),
                                                pictures.filePath(name + QStringLiteral(".png")),
                                                png + QStringLiteral(";;") + svg, &chosen);
    if (path.isEmpty()) {
        return {};
    }
    if (QFileInfo(path).suffix().isEmpty()) {
        path += chosen == svg ? QStringLiteral(".svg") : QStringLiteral(".png");
    }
    return savePicture(picture, path);
}

} // namespace manybrains::app
