// A read-only pane of source text: line numbers, colours, and one function that can be lit.
#pragma once

#include "app/lesson/source_outline.h"
#include "app/lesson/source_tokens.h"

#include <QPlainTextEdit>

#include <optional>

namespace manybrains::app {

class CodeHighlighter;

class CodeView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeView(QWidget* parent = nullptr);

    void setSource(const QString& source, Language language);
    /// Lights these lines; nullopt puts the light out. Scrolls to them when they are not in sight.
    void setLit(std::optional<LineRange> lines);
    [[nodiscard]] std::optional<LineRange> lit() const noexcept { return lit_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    class Gutter;
    void paintGutter(QPaintEvent* event);
    void paintLit(QPainter& painter);
    [[nodiscard]] int gutterWidth() const;
    void applyTheme();
    void placeGutter();

    Gutter* gutter_;
    CodeHighlighter* highlighter_;
    std::optional<LineRange> lit_;
};

} // namespace manybrains::app
