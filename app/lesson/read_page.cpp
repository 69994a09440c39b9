#include "app/lesson/read_page.h"

#include "app/lesson/typography.h"
#include "app/theme/theme.h"
#include "core/lesson/lesson.h"

#include <QScrollBar>

#include <algorithm>

namespace manybrains::app {

namespace {

constexpr int charactersPerLine = 72;

QString fromUtf8(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

ReadPage::ReadPage(QWidget* parent) : QTextBrowser(parent) {
    setOpenExternalLinks(true);
    setAccessibleName(tr("The lesson's text"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    document()->setDocumentMargin(0);
    connect(&Theme::instance(), &Theme::changed, this, &ReadPage::render);
}

void ReadPage::show(const lesson::Lesson& lesson) {
    markdown_.clear();
    if (!lesson.objectives.empty()) {
        markdown_ += QStringLiteral("## %1\n\n").arg(tr("What you will see"));
        for (const std::string& objective : lesson.objectives) {
            markdown_ += QStringLiteral("- %1\n").arg(fromUtf8(objective));
        }
        markdown_ += QLatin1Char('\n');
    }
    markdown_ += fromUtf8(lesson.body);
    verticalScrollBar()->setValue(0);
    render();
}

void ReadPage::render() {
    const int place = verticalScrollBar()->value();
    typesetMarkdown(*document(), markdown_);
    moveCursor(QTextCursor::Start); // the text pushed it to the end, and a layout scrolls to the cursor
    setColumn();
    verticalScrollBar()->setValue(place);
}

void ReadPage::setColumn() {
    const int widest = fontMetrics().averageCharWidth() * charactersPerLine;
    const int spare = std::max(0, contentsRect().width() - widest);
    setViewportMargins(0, 0, spare, 0);
    fitCode(*document(), std::min(widest, contentsRect().width()));
}

void ReadPage::resizeEvent(QResizeEvent* event) {
    QTextBrowser::resizeEvent(event);
    setColumn();
}

} // namespace manybrains::app
