#include "app/lesson/source_outline.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace manybrains::app {

namespace {

qsizetype indentation(const QString& line) {
    qsizetype spaces = 0;
    while (spaces < line.size() && line[spaces].isSpace()) {
        ++spaces;
    }
    return spaces;
}

std::optional<LineRange> pythonFunction(const QStringList& lines, const QString& name) {
    const QRegularExpression head(
        QStringLiteral("^\\s*(async\\s+)?def\\s+%1\\b").arg(QRegularExpression::escape(name)));
    const auto found =
        std::find_if(lines.begin(), lines.end(), [&](const QString& line) { return head.match(line).hasMatch(); });
    if (found == lines.end()) {
        return std::nullopt;
    }
    const qsizetype first = found - lines.begin();
    const qsizetype outside = indentation(lines[first]);
    qsizetype last = first;
    for (qsizetype i = first + 1; i < lines.size(); ++i) {
        if (lines[i].trimmed().isEmpty()) {
            continue;
        }
        // A head that is broken over lines ends with its bracket at the margin: ") -> int:".
        if (indentation(lines[i]) <= outside && !lines[i].trimmed().startsWith(QLatin1Char(')'))) {
            break;
        }
        last = i;
    }
    return LineRange{static_cast<int>(first), static_cast<int>(last)};
}

/// From the line of the head to the brace that closes the body; nullopt for a declaration or a call.
std::optional<LineRange> bracedBody(const QStringList& lines, qsizetype first) {
    int depth = 0;
    bool inside = false;
    for (qsizetype i = first; i < lines.size(); ++i) {
        for (const QChar character : lines[i]) {
            if (character == QLatin1Char('{')) {
                ++depth;
                inside = true;
            } else if (character == QLatin1Char('}')) {
                --depth;
            } else if (character == QLatin1Char(';') && !inside) {
                return std::nullopt;
            }
        }
        if (inside && depth <= 0) {
            return LineRange{static_cast<int>(first), static_cast<int>(i)};
        }
    }
    return std::nullopt;
}

std::optional<LineRange> cppFunction(const QStringList& lines, const QString& name) {
    // A definition has its type before the name, which a call at the start of a statement has not.
    const QRegularExpression head(QStringLiteral("^\\s*[\\w:<>,&*\\[\\]]+[\\w:<>,&*\\[\\] ]*[ &*]%1\\s*\\(")
                                      .arg(QRegularExpression::escape(name)));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (!head.match(lines[i]).hasMatch() || lines[i].contains(QLatin1String("return "))) {
            continue;
        }
        if (const auto body = bracedBody(lines, i)) {
            return body;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<LineRange> findFunction(const QString& source, Language language, const QString& name) {
    const QStringList lines = source.split(QLatin1Char('\n'));
    return language == Language::python ? pythonFunction(lines, name) : cppFunction(lines, name);
}

} // namespace manybrains::app
