#include "app/lesson/code_page.h"

#include "app/lesson/code_view.h"
#include "app/lesson/source_outline.h"
#include "app/theme/theme.h"
#include "app/widgets/segments.h"
#include "core/lesson/lesson.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace manybrains::app {

namespace {

/// Lessons' files are a few kilobytes: reading one takes less than a frame.
QString readFile(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

CodePage::CodePage(QWidget* parent) : QWidget(parent), view_(new CodeView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::grid);
    layout->addWidget(buildHead());
    layout->addWidget(view_, 1);
}

QWidget* CodePage::buildHead() {
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::grid);

    languages_ = new Segments(head);
    languages_->add(static_cast<int>(Language::python), tr("Python"));
    languages_->add(static_cast<int>(Language::cpp), tr("C++"));
    connect(languages_, &Segments::chosen, this, [this](int id) { setLanguage(static_cast<Language>(id)); });

    file_ = new QLabel(head);
    file_->setProperty("tone", QStringLiteral("muted"));
    copy_ = new QToolButton(head);
    copy_->setText(tr("Copy"));
    copy_->setProperty("kind", QStringLiteral("quiet"));
    connect(copy_, &QToolButton::clicked, this, &CodePage::copy);

    row->addWidget(languages_);
    row->addWidget(file_, 1);
    row->addWidget(copy_);
    return head;
}

void CodePage::show(const lesson::Lesson& lesson) {
    python_ = readFile(lesson.folder / "lesson.py");
    cpp_ = lesson.has_native ? readFile(lesson.folder / "lesson.cpp") : QString();
    running_.clear();
    QAbstractButton* native = languages_->button(static_cast<int>(Language::cpp));
    native->setEnabled(lesson.has_native);
    native->setToolTip(lesson.has_native ? QString() : tr("This lesson has no C++ version."));
    if (!lesson.has_native) {
        language_ = Language::python;
    }
    showSource();
}

void CodePage::setLanguage(Language language) {
    if (language == Language::cpp && !languages_->button(static_cast<int>(language))->isEnabled()) {
        return;
    }
    if (language_ == language) {
        return;
    }
    language_ = language;
    showSource();
}

void CodePage::showSource() {
    const bool python = language_ == Language::python;
    languages_->setCurrent(static_cast<int>(language_));
    file_->setText(python ? tr("lesson.py · the file that runs") : tr("lesson.cpp · what is compiled and runs"));
    copy_->setToolTip(python ? tr("Copy the whole file: it runs anywhere with plain python3")
                             : tr("Copy the whole file"));
    view_->setSource(python ? python_ : cpp_, language_);
    const QString running = running_;
    running_.clear();
    setRunningTask(running);
}

void CodePage::setRunningTask(const QString& function) {
    if (running_ == function) {
        return;
    }
    running_ = function;
    view_->setLit(function.isEmpty() ? std::nullopt : findFunction(view_->toPlainText(), language_, function));
}

void CodePage::copy() {
    using namespace std::chrono_literals;
    QGuiApplication::clipboard()->setText(view_->toPlainText());
    copy_->setText(tr("Copied"));
    QTimer::singleShot(1500ms, this, [this] { copy_->setText(tr("Copy")); });
}

} // namespace manybrains::app
