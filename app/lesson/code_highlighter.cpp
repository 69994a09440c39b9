#include "app/lesson/code_highlighter.h"

#include "app/theme/theme.h"

#include <QTextCharFormat>

namespace manybrains::app {

namespace {

QTextCharFormat formatOf(TokenKind kind) {
    const Colours& colours = Theme::instance().colours();
    QTextCharFormat format;
    switch (kind) {
    case TokenKind::keyword:
        format.setForeground(colours.codeKeyword);
        break;
    case TokenKind::string:
        format.setForeground(colours.codeString);
        break;
    case TokenKind::comment:
        format.setForeground(colours.codeComment);
        format.setFontItalic(true);
        break;
    case TokenKind::number:
        format.setForeground(colours.codeNumber);
        break;
    case TokenKind::definition:
        format.setForeground(colours.codeDefinition);
        break;
    }
    return format;
}

} // namespace

CodeHighlighter::CodeHighlighter(QTextDocument* document, Language language)
    : QSyntaxHighlighter(document), language_(language) {
    connect(&Theme::instance(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void CodeHighlighter::setLanguage(Language language) {
    language_ = language;
    rehighlight();
}

void CodeHighlighter::highlightBlock(const QString& text) {
    const int before = previousBlockState();
    const ScannedLine line = scanLine(language_, text, before < 0 ? LineState::plain : static_cast<LineState>(before));
    for (const Token& token : line.tokens) {
        setFormat(static_cast<int>(token.begin), static_cast<int>(token.length), formatOf(token.kind));
    }
    setCurrentBlockState(static_cast<int>(line.end));
}

} // namespace manybrains::app
