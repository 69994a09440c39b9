#include "app/lesson/typography.h"

#include "app/theme/theme.h"

#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>

#include <algorithm>
#include <utility>
#include <vector>

namespace manybrains::app {

namespace {

constexpr int bodyLineHeight = 145; ///< per cent
constexpr int codeLineHeight = 100; ///< drawings made of characters must join

double headingScale(int level) {
    switch (level) {
    case 1:
        return 1.5;
    case 2:
        return 1.22;
    default:
        return 1.05;
    }
}

bool isCode(const QTextBlock& block) {
    const QTextBlockFormat format = block.blockFormat();
    return format.hasProperty(QTextFormat::BlockCodeFence) || format.hasProperty(QTextFormat::BlockCodeLanguage) ||
           format.nonBreakableLines();
}

void setHeading(QTextBlock block, int level) {
    QTextCursor cursor(block);
    QTextBlockFormat format = block.blockFormat();
    const bool first = block.blockNumber() == 0;
    format.setTopMargin(first ? 0 : Theme::grid * (level == 1 ? 3 : 2.5));
    format.setBottomMargin(Theme::grid * 0.75);
    format.setLineHeight(120, QTextBlockFormat::ProportionalHeight);
    cursor.setBlockFormat(format);
    QTextCharFormat text;
    text.setFont(Theme::font(headingScale(level), QFont::DemiBold), QTextCharFormat::FontPropertiesSpecifiedOnly);
    text.setProperty(QTextFormat::FontSizeAdjustment, 0);
    text.setForeground(Theme::instance().colours().text);
    cursor.select(QTextCursor::BlockUnderCursor);
    cursor.mergeCharFormat(text);
}

void setCode(QTextBlock block) {
    QTextCursor cursor(block);
    QTextBlockFormat format = block.blockFormat();
    const bool first = !isCode(block.previous());
    const bool last = !block.next().isValid() || !isCode(block.next());
    format.setTopMargin(first ? Theme::grid : 0);
    format.setBottomMargin(last ? Theme::grid * 1.5 : 0);
    format.setLeftMargin(0);
    format.setIndent(0);
    format.setTextIndent(Theme::grid);
    format.setLineHeight(codeLineHeight, QTextBlockFormat::ProportionalHeight);
    format.setBackground(Theme::instance().colours().codeBackground);
    cursor.setBlockFormat(format);
}

void setParagraph(QTextBlock block) {
    QTextCursor cursor(block);
    QTextBlockFormat format = block.blockFormat();
    const bool item = block.textList() != nullptr;
    format.setTopMargin(0);
    format.setBottomMargin(item ? Theme::grid * 0.5 : Theme::grid * 1.25);
    format.setLineHeight(bodyLineHeight, QTextBlockFormat::ProportionalHeight);
    cursor.setBlockFormat(format);
}

/// Merges `change` into every fragment that `concerns` picks. Collects first: merging splits fragments.
template <typename Predicate>
void restyle(QTextDocument& document, const QTextCharFormat& change, Predicate concerns) {
    std::vector<std::pair<int, int>> places;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            if (concerns(fragment.charFormat())) {
                places.emplace_back(fragment.position(), fragment.position() + fragment.length());
            }
        }
    }
    QTextCursor cursor(&document);
    for (const auto& [begin, end] : places) {
        cursor.setPosition(begin);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(change);
    }
}

void setCodeFont(QTextDocument& document) {
    QTextCharFormat code;
    code.setFontFamilies(Theme::codeFont().families());
    code.setBackground(Theme::instance().colours().codeBackground);
    restyle(document, code, [](const QTextCharFormat& format) { return format.fontFixedPitch(); });
}

/// Links take the accent: a document knows the palette only, and not the theme.
void setLinks(QTextDocument& document) {
    QTextCharFormat link;
    link.setForeground(Theme::instance().colours().accent);
    restyle(document, link, [](const QTextCharFormat& format) { return format.isAnchor(); });
}

void setTables(QTextDocument& document) {
    QTextFrame* root = document.rootFrame();
    for (QTextFrame* frame : root->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorder(1);
            format.setBorderCollapse(true);
            format.setBorderBrush(Theme::instance().colours().border);
            format.setCellPadding(Theme::grid * 0.75);
            format.setBottomMargin(Theme::grid * 1.5);
            table->setFormat(format);
        }
    }
}

void setBlocks(QTextDocument& document) {
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (const int level = block.blockFormat().headingLevel(); level > 0) {
            setHeading(block, level);
        } else if (isCode(block)) {
            setCode(block);
        } else {
            setParagraph(block);
        }
    }
}

} // namespace

void typesetMarkdown(QTextDocument& document, const QString& markdown) {
    document.setDefaultFont(Theme::font());
    document.setIndentWidth(Theme::grid * 2.5);
    document.setMarkdown(markdown, QTextDocument::MarkdownDialectGitHub);
    setBlocks(document);
    setTables(document);
    setCodeFont(document);
    setLinks(document);
}

void fitCode(QTextDocument& document, double columnWidth) {
    constexpr double smallest = 0.7;
    const QFont full = Theme::codeFont();
    const QFontMetricsF metrics(full);
    double longest = 0;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (isCode(block)) {
            longest = std::max(longest, metrics.horizontalAdvance(block.text()));
        }
    }
    const double room = columnWidth - 3 * Theme::grid;
    if (longest <= 0 || room <= 0) {
        return;
    }
    QTextCharFormat size;
    size.setFontPointSize(full.pointSizeF() * std::clamp(room / longest, smallest, 1.0));
    QTextCursor cursor(&document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (isCode(block)) {
            cursor.setPosition(block.position());
            cursor.setPosition(block.position() + block.length() - 1, QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(size);
        }
    }
}

} // namespace manybrains::app
