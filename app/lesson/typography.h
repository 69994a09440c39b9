// Sets Markdown for reading: sizes, spacing, line height and code in the theme's colours.
#pragma once

#include <QString>

class QTextDocument;

namespace manybrains::app {

/// Fills the document with the Markdown, typeset. Colours are the theme's of now: call again when it changes.
void typesetMarkdown(QTextDocument& document, const QString& markdown);

/// Code is not wrapped: sets it smaller, within reason, until its longest line fits into a column of this width.
void fitCode(QTextDocument& document, double columnWidth);

} // namespace manybrains::app
