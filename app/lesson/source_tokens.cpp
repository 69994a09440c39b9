#include "app/lesson/source_tokens.h"

#include <algorithm>
#include <array>
#include <utility>

namespace manybrains::app {

namespace {

constexpr std::array pythonKeywords = {
    u"False",  u"None",     u"True",   u"and", u"as",    u"assert", u"async",  u"await",    u"break", u"case",
    u"class",  u"continue", u"def",    u"del", u"elif",  u"else",   u"except", u"finally",  u"for",   u"from",
    u"global", u"if",       u"import", u"in",  u"is",    u"lambda", u"match",  u"nonlocal", u"not",   u"or",
    u"pass",   u"raise",    u"return", u"try", u"while", u"with",   u"yield",
};

constexpr std::array cppKeywords = {
    u"alignas",  u"auto",      u"bool",     u"break",  u"case",      u"catch",    u"char",     u"class",
    u"co_await", u"co_return", u"co_yield", u"const",  u"constexpr", u"continue", u"default",  u"delete",
    u"do",       u"double",    u"else",     u"enum",   u"explicit",  u"false",    u"float",    u"for",
    u"if",       u"inline",    u"int",      u"long",   u"namespace", u"new",      u"noexcept", u"nullptr",
    u"operator", u"private",   u"public",   u"return", u"short",     u"signed",   u"sizeof",   u"static",
    u"struct",   u"switch",    u"template", u"this",   u"throw",     u"true",     u"try",      u"typename",
    u"unsigned", u"using",     u"virtual",  u"void",   u"volatile",  u"while",
};

template <std::size_t Size>
bool isOneOf(QStringView word, const std::array<const char16_t*, Size>& words) {
    return std::any_of(words.begin(), words.end(),
                       [word](const char16_t* known) { return word == QStringView(known); });
}

bool startsWord(QChar character) {
    return character.isLetter() || character == u'_';
}

bool continuesWord(QChar character) {
    return character.isLetterOrNumber() || character == u'_';
}

/// One pass over one line.
class Scanner {
public:
    Scanner(Language language, QStringView line) : language_(language), line_(line) {}

    ScannedLine scan(LineState begin) {
        finishOpen(begin);
        while (at_ < line_.size()) {
            step();
        }
        return std::move(result_);
    }

private:
    void finishOpen(LineState begin) {
        switch (begin) {
        case LineState::plain:
            return;
        case LineState::triple_single:
            return until(u"'''", 0, TokenKind::string, begin);
        case LineState::triple_double:
            return until(u"\"\"\"", 0, TokenKind::string, begin);
        case LineState::block_comment:
            return until(u"*/", 0, TokenKind::comment, begin);
        }
    }

    void step() {
        const QChar character = line_[at_];
        if (startsComment()) {
            return add(line_.size(), TokenKind::comment);
        }
        if (language_ == Language::cpp && ahead(u"/*")) {
            return until(u"*/", 2, TokenKind::comment, LineState::block_comment);
        }
        if (character == u'"' || character == u'\'') {
            return string(character);
        }
        if (character.isDigit()) {
            return number();
        }
        if (startsWord(character)) {
            return word();
        }
        if (isPrefixLine(character)) {
            return prefixLine();
        }
        ++at_;
    }

    [[nodiscard]] bool ahead(QStringView text) const { return line_.sliced(at_).startsWith(text); }

    [[nodiscard]] bool startsComment() const { return language_ == Language::python ? ahead(u"#") : ahead(u"//"); }

    /// A decorator, or a line for the preprocessor.
    [[nodiscard]] bool isPrefixLine(QChar character) const {
        return character == (language_ == Language::python ? u'@' : u'#') && line_.first(at_).trimmed().isEmpty();
    }

    void prefixLine() {
        qsizetype end = at_ + 1;
        while (end < line_.size() && (continuesWord(line_[end]) || line_[end] == u'.')) {
            ++end;
        }
        add(end, TokenKind::keyword);
    }

    void string(QChar quote) {
        if (language_ == Language::python && ahead(u"'''")) {
            return until(u"'''", 3, TokenKind::string, LineState::triple_single);
        }
        if (language_ == Language::python && ahead(u"\"\"\"")) {
            return until(u"\"\"\"", 3, TokenKind::string, LineState::triple_double);
        }
        qsizetype end = at_ + 1;
        while (end < line_.size() && line_[end] != quote) {
            end += line_[end] == u'\\' ? 2 : 1;
        }
        add(std::min(end + 1, line_.size()), TokenKind::string);
    }

    /// Digits with what may stand among them: 10_000, 10'000, 0x1f, 1.5e3.
    void number() {
        qsizetype end = at_ + 1;
        while (end < line_.size() && (continuesWord(line_[end]) || line_[end] == u'.' ||
                                      (language_ == Language::cpp && line_[end] == u'\''))) {
            ++end;
        }
        add(end, TokenKind::number);
    }

    void word() {
        qsizetype end = at_ + 1;
        while (end < line_.size() && continuesWord(line_[end])) {
            ++end;
        }
        const QStringView text = line_.sliced(at_, end - at_);
        const bool keyword = language_ == Language::python ? isOneOf(text, pythonKeywords) : isOneOf(text, cppKeywords);
        if (keyword) {
            add(end, TokenKind::keyword);
        } else if (isDefinition(end)) {
            add(end, TokenKind::definition);
        }
        definitionNext_ = keyword && (text == u"def" || text == u"class" || text == u"struct");
        at_ = end;
    }

    /// Python names what it defines after def and class. C++ has no such word: a name before a bracket on a line that
    /// is not indented opens a definition in all code formatted as the lessons are.
    [[nodiscard]] bool isDefinition(qsizetype end) const {
        if (definitionNext_) {
            return true;
        }
        return language_ == Language::cpp && at_ > 0 && !line_.front().isSpace() && end < line_.size() &&
               line_[end] == u'(' && !line_.first(at_).contains(u'(');
    }

    void until(QStringView close, qsizetype skip, TokenKind kind, LineState open) {
        const qsizetype found = line_.indexOf(close, at_ + skip);
        if (found < 0) {
            add(line_.size(), kind);
            result_.end = open;
        } else {
            add(found + close.size(), kind);
        }
    }

    void add(qsizetype end, TokenKind kind) {
        if (end > at_) {
            result_.tokens.push_back({at_, end - at_, kind});
        }
        at_ = end;
    }

    Language language_;
    QStringView line_;
    qsizetype at_ = 0;
    bool definitionNext_ = false;
    ScannedLine result_;
};

} // namespace

ScannedLine scanLine(Language language, QStringView line, LineState begin) {
    return Scanner(language, line).scan(begin);
}

} // namespace manybrains::app
