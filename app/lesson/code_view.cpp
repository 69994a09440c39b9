#include "app/lesson/code_view.h"

#include "app/lesson/code_highlighter.h"
#include "app/theme/theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace manybrains::app {

/// The strip with the line numbers: the view's left margin.
class CodeView::Gutter : public QWidget {
public:
    explicit Gutter(CodeView* view) : QWidget(view), view_(view) {}

protected:
    void paintEvent(QPaintEvent* event) override { view_->paintGutter(event); }

private:
    CodeView* view_;
};

CodeView::CodeView(QWidget* parent)
    : QPlainTextEdit(parent), gutter_(new Gutter(this)),
      highlighter_(new CodeHighlighter(document(), Language::python)) {
    setReadOnly(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setAccessibleName(tr("The lesson's code"));
    document()->setDocumentMargin(Theme::grid);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::placeGutter);
    connect(this, &QPlainTextEdit::updateRequest, gutter_, [this](const QRect& area, int dy) {
        if (dy != 0) {
            gutter_->scroll(0, dy);
        } else {
            gutter_->update(0, area.y(), gutter_->width(), area.height());
        }
    });
    connect(&Theme::instance(), &Theme::changed, this, &CodeView::applyTheme);
    applyTheme();
}

void CodeView::setSource(const QString& source, Language language) {
    lit_.reset();
    setPlainText(source);
    highlighter_->setLanguage(language);
    placeGutter();
}

void CodeView::setLit(std::optional<LineRange> lines) {
    if (lit_ == lines) {
        return;
    }
    lit_ = lines;
    if (lit_) {
        const QTextBlock first = document()->findBlockByNumber(lit_->first);
        const QRectF place = blockBoundingGeometry(first).translated(contentOffset());
        if (place.top() < 0 || place.bottom() > viewport()->height()) {
            verticalScrollBar()->setValue(std::max(0, lit_->first - 2));
        }
    }
    viewport()->update();
    gutter_->update();
}

void CodeView::paintEvent(QPaintEvent* event) {
    {
        QPainter painter(viewport());
        painter.fillRect(viewport()->rect(), Theme::instance().colours().codeBackground);
        paintLit(painter);
    }
    QPlainTextEdit::paintEvent(event);
}

void CodeView::paintLit(QPainter& painter) {
    if (!lit_) {
        return;
    }
    const QTextBlock first = document()->findBlockByNumber(lit_->first);
    const QTextBlock last = document()->findBlockByNumber(lit_->last);
    if (!first.isValid() || !last.isValid()) {
        return;
    }
    const QRectF top = blockBoundingGeometry(first).translated(contentOffset());
    const QRectF bottom = blockBoundingGeometry(last).translated(contentOffset());
    painter.fillRect(QRectF(0, top.top(), viewport()->width(), bottom.bottom() - top.top()),
                     Theme::instance().colours().codeActive);
}

void CodeView::paintGutter(QPaintEvent* event) {
    constexpr int bar = 3;
    const Colours& colours = Theme::instance().colours();
    QPainter painter(gutter_);
    painter.fillRect(gutter_->rect(), colours.codeBackground);
    painter.setFont(font());
    const int right = gutter_->width() - Theme::grid;
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > event->rect().bottom()) {
            break;
        }
        const int line = block.blockNumber();
        if (lit_ && line >= lit_->first && line <= lit_->last) {
            painter.fillRect(QRectF(0, place.top(), gutter_->width(), place.height()), colours.codeActive);
            painter.fillRect(QRectF(0, place.top(), bar, place.height()), Theme::instance().worker(1));
        }
        painter.setPen(colours.codeComment);
        painter.drawText(QRectF(0, place.top(), right, place.height()), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(line + 1));
    }
}

int CodeView::gutterWidth() const {
    const auto digits = std::max<qsizetype>(2, QString::number(blockCount()).size());
    return fontMetrics().horizontalAdvance(QLatin1Char('9')) * static_cast<int>(digits) + 3 * Theme::grid;
}

void CodeView::applyTheme() {
    setFont(Theme::codeFont());
    placeGutter();
    viewport()->update();
    gutter_->update();
}

void CodeView::placeGutter() {
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect area = contentsRect();
    gutter_->setGeometry(area.left(), area.top(), gutterWidth(), area.height());
}

void CodeView::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

} // namespace manybrains::app
