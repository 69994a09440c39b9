// The lesson's text, set for reading: a column of comfortable width however wide the page is.
#pragma once

#include <QTextBrowser>

namespace manybrains::lesson {
struct Lesson;
}

namespace manybrains::app {

class ReadPage : public QTextBrowser {
    Q_OBJECT
public:
    explicit ReadPage(QWidget* parent = nullptr);

    void show(const lesson::Lesson& lesson);
    using QTextBrowser::show;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void render();
    void setColumn();

    QString markdown_;
};

} // namespace manybrains::app
