// Colours a QTextDocument of Python or C++ in the theme's colours.
#pragma once

#include "app/lesson/source_tokens.h"

#include <QSyntaxHighlighter>

namespace manybrains::app {

class CodeHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    CodeHighlighter(QTextDocument* document, Language language);

    void setLanguage(Language language);

protected:
    void highlightBlock(const QString& text) override;

private:
    Language language_;
};

} // namespace manybrains::app
