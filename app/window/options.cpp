#include "app/window/options.h"

#include <QCommandLineParser>
#include <QRegularExpression>

namespace manybrains::app {

namespace {

struct Grammar {
    QCommandLineOption lesson{QStringLiteral("lesson"), QStringLiteral("Open this lesson."), QStringLiteral("ID")};
    QCommandLineOption screenshot{QStringLiteral("screenshot"), QStringLiteral("Save a picture of the window and end."),
                                  QStringLiteral("FILE")};
    QCommandLineOption run{QStringLiteral("run"), QStringLiteral("Run the lesson before the picture.")};
    QCommandLineOption quick{QStringLiteral("quick"), QStringLiteral("Run it with small sizes.")};
    QCommandLineOption engine{QStringLiteral("engine"), QStringLiteral("python, cpp or cpp-gil."),
                              QStringLiteral("NAME")};
    QCommandLineOption page{QStringLiteral("page"), QStringLiteral("read, code or questions."), QStringLiteral("NAME")};
    QCommandLineOption scheme{QStringLiteral("scheme"), QStringLiteral("light or dark."), QStringLiteral("NAME")};
    QCommandLineOption size{QStringLiteral("size"), QStringLiteral("Of the window: 1440x900."), QStringLiteral("WxH")};
    QCommandLineOption charts{QStringLiteral("render-charts"),
                              QStringLiteral("Draw the charts of a result.json into the folder DIR, without a window."),
                              QStringLiteral("RESULT_JSON")};

    void addTo(QCommandLineParser& parser) const {
        parser.addOptions({lesson, screenshot, run, quick, engine, page, scheme, size, charts});
        parser.addPositionalArgument(QStringLiteral("DIR"), QStringLiteral("Where --render-charts draws to."),
                                     QStringLiteral("[DIR]"));
    }
};

std::optional<QSize> parseSize(const QString& text) {
    static const QRegularExpression form(QStringLiteral("^(\\d{1,5})x(\\d{1,5})$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    return size.isEmpty() ? std::nullopt : std::optional(size);
}

/// An empty value is no mistake: the option was not given.
bool isOneOf(const QString& value, const QStringList& allowed) {
    return value.isEmpty() || allowed.contains(value);
}

QString oneOf(const QString& option, const QString& value, const QStringList& allowed) {
    return QStringLiteral("--%1 %2: not one of %3").arg(option, value, allowed.join(QStringLiteral(", ")));
}

ParsedOptions wrong(const QString& error) {
    return {{}, error, {}};
}

ParsedOptions take(const QCommandLineParser& parser, const Grammar& grammar) {
    const QStringList engines{QStringLiteral("python"), QStringLiteral("cpp"), QStringLiteral("cpp-gil")};
    const QStringList pages{QStringLiteral("read"), QStringLiteral("code"), QStringLiteral("questions")};
    const QStringList schemes{QStringLiteral("light"), QStringLiteral("dark")};

    ParsedOptions parsed;
    WindowOptions& options = parsed.options;
    options.lesson = parser.value(grammar.lesson);
    options.run = parser.isSet(grammar.run);
    options.quick = parser.isSet(grammar.quick);
    options.engine = parser.value(grammar.engine);
    options.page = parser.value(grammar.page);
    if (!isOneOf(options.engine, engines)) {
        return wrong(oneOf(QStringLiteral("engine"), options.engine, engines));
    }
    if (!isOneOf(options.page, pages)) {
        return wrong(oneOf(QStringLiteral("page"), options.page, pages));
    }
    if (parser.isSet(grammar.screenshot)) {
        options.screenshot = parser.value(grammar.screenshot);
    }
    if (parser.isSet(grammar.scheme)) {
        const QString scheme = parser.value(grammar.scheme);
        if (!schemes.contains(scheme)) {
            return wrong(oneOf(QStringLiteral("scheme"), scheme, schemes));
        }
        options.scheme = scheme == schemes.front() ? SchemeChoice::light : SchemeChoice::dark;
    }
    if (parser.isSet(grammar.size)) {
        options.size = parseSize(parser.value(grammar.size));
        if (!options.size) {
            return wrong(QStringLiteral("--size %1: not of the form 1440x900").arg(parser.value(grammar.size)));
        }
    }
    const QStringList rest = parser.positionalArguments();
    if (parser.isSet(grammar.charts)) {
        if (rest.size() != 1) {
            return wrong(QStringLiteral("--render-charts: needs RESULT_JSON and DIR"));
        }
        options.chartsOf = parser.value(grammar.charts);
        options.chartsInto = rest.front();
    } else if (!rest.isEmpty()) {
        return wrong(QStringLiteral("%1: unexpected word").arg(rest.front()));
    }
    return parsed;
}

} // namespace

ParsedOptions parseOptions(const QStringList& arguments) {
    const Grammar grammar;
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The window of Manybrains."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    grammar.addTo(parser);
    if (!parser.parse(arguments)) {
        return wrong(parser.errorText());
    }
    if (parser.isSet(help)) {
        return {{}, {}, parser.helpText()};
    }
    if (parser.isSet(version)) {
        return {{}, {}, QStringLiteral("manybrains-window %1\n").arg(QStringLiteral(MANYBRAINS_VERSION))};
    }
    return take(parser, grammar);
}

} // namespace manybrains::app
