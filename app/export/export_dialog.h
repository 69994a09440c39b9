// Asks where to, and writes a picture there.
#pragma once

#include "app/export/picture_file.h"

class QWidget;

namespace manybrains::app {

/// `name`: suggested, without an ending. Returns why it could not be written; nothing when it was, or when the user
/// changed their mind.
[[nodiscard]] QString exportPicture(QWidget* parent, const Picture& picture, const QString& name);

} // namespace manybrains::app
