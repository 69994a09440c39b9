// Splits a line of Python or C++ into what an editor colours. One scanner without a widget, so that it can be tested
// on text; the state carried from line to line is the construct still open at a line's end.
#pragma once

#include <QString>
#include <QStringView>

#include <cstdint>
#include <vector>

namespace manybrains::app {

enum class Language : std::uint8_t { python, cpp };

enum class TokenKind : std::uint8_t { keyword, string, comment, number, definition };

struct Token {
    qsizetype begin = 0;
    qsizetype length = 0;
    TokenKind kind = TokenKind::keyword;

    bool operator==(const Token&) const = default;
};

/// What is still open where a line ends.
enum class LineState : int { plain, triple_single, triple_double, block_comment };

struct ScannedLine {
    std::vector<Token> tokens;
    LineState end = LineState::plain;
};

[[nodiscard]] ScannedLine scanLine(Language language, QStringView line, LineState begin);

} // namespace manybrains::app
