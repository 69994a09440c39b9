#include "app/window/lesson_list.h"

#include "app/theme/theme.h"
#include "app/window/lesson_items.h"

#include <QCursor>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

#include <map>

namespace manybrains::app {

namespace {

constexpr int sideWidth = 232;

/// The delegate draws whole rows; the style sheet's own frame of a row would show beside them.
class PlainTree : public QTreeView {
public:
    using QTreeView::QTreeView;

protected:
    /// The keys lead from lesson to lesson, over the chapters' titles.
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override {
        const bool upwards = action == MoveUp || action == MovePrevious || action == MovePageUp || action == MoveEnd;
        QModelIndex index = QTreeView::moveCursor(action, modifiers);
        while (index.isValid() && !index.flags().testFlag(Qt::ItemIsSelectable)) {
            index = upwards ? indexAbove(index) : indexBelow(index);
        }
        return index.isValid() ? index : currentIndex();
    }

    void drawRow(QPainter* painter, const QStyleOptionViewItem& row, const QModelIndex& index) const override {
        QStyleOptionViewItem option = row;
        option.rect = visualRect(index);
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_HasFocus, hasFocus() && currentIndex() == index);
        option.state.setFlag(QStyle::State_MouseOver, option.rect.contains(viewport()->mapFromGlobal(QCursor::pos())));
        itemDelegate()->paint(painter, option, index);
    }
};

} // namespace

LessonList::LessonList(const ProgressStore& progress, QWidget* parent)
    : QFrame(parent), progress_(progress), search_(new QLineEdit(this)), view_(new PlainTree(this)),
      nothing_(new QLabel(tr("No lesson has this in its title."), this)), model_(new QStandardItemModel(this)),
      shown_(new QSortFilterProxyModel(this)) {
    setProperty("side", true);
    setFixedWidth(sideWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::grid * 3 / 2, 2 * Theme::grid, Theme::grid * 3 / 2, Theme::grid);
    layout->setSpacing(Theme::grid);
    layout->addLayout(buildBrand());
    layout->addWidget(search_);
    layout->addWidget(nothing_);
    layout->addWidget(view_, 1);
    search_->setPlaceholderText(tr("Search lessons (Ctrl+K)"));
    search_->setAccessibleName(tr("Search lessons"));
    search_->setClearButtonEnabled(true);
    search_->installEventFilter(this);
    nothing_->setProperty("tone", QStringLiteral("muted"));
    nothing_->setWordWrap(true);
    nothing_->hide();
    buildView();
    connect(search_, &QLineEdit::textChanged, this, &LessonList::filter);
    connect(&Theme::instance(), &Theme::changed, this, &LessonList::showBrand);
}

QLayout* LessonList::buildBrand() {
    top_ = new QHBoxLayout;
    brand_ = new QLabel(this);
    brand_->setFont(Theme::font(1.3, QFont::Bold));
    brand_->setContentsMargins(Theme::grid / 2, 0, 0, 0);
    top_->addWidget(brand_, 1);
    showBrand();
    return top_;
}

void LessonList::setCorner(QWidget* control) {
    top_->addWidget(control);
}

void LessonList::showBrand() {
    brand_->setText(
        QStringLiteral("many<span style='color:%1'>brains</span>").arg(Theme::instance().colours().accent.name()));
    view_->viewport()->update();
}

void LessonList::buildView() {
    shown_->setSourceModel(model_);
    shown_->setRecursiveFilteringEnabled(true);
    shown_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    view_->setModel(shown_);
    view_->setItemDelegate(new LessonDelegate(view_));
    view_->setAccessibleName(tr("Lessons"));
    view_->setHeaderHidden(true);
    view_->setRootIsDecorated(false);
    view_->setItemsExpandable(false);
    view_->setIndentation(0);
    view_->setMouseTracking(true);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &LessonList::chosen);
}

void LessonList::setCourse(const lesson::Course& course) {
    model_->clear();
    std::map<int, QStandardItem*> chapters;
    for (const lesson::Lesson& lesson : course.lessons) {
        QStandardItem*& chapter = chapters[lesson.chapter_number];
        if (chapter == nullptr) {
            chapter = makeChapterItem(QString::fromStdString(lesson.chapter));
            model_->appendRow(chapter);
        }
        chapter->appendRow(makeLessonItem(lesson));
    }
    if (!course.broken.empty()) {
        QStandardItem* chapter = makeChapterItem(tr("Cannot be read"));
        model_->appendRow(chapter);
        for (const lesson::BrokenLesson& broken : course.broken) {
            chapter->appendRow(makeBrokenItem(broken));
        }
    }
    updateProgress();
    view_->expandAll();
}

void LessonList::updateProgress() {
    for (int i = 0; i < model_->rowCount(); ++i) {
        QStandardItem* chapter = model_->item(i);
        bool lessons = false;
        for (int j = 0; j < chapter->rowCount(); ++j) {
            QStandardItem* item = chapter->child(j);
            if (item->data(kind_role).toInt() == static_cast<int>(LessonItemKind::lesson)) {
                setProgress(*item, progress_.progress(item->data(id_role).toString()));
                lessons = true;
            }
        }
        if (lessons) {
            setCount(*chapter);
        }
    }
}

QStandardItem* LessonList::find(const QString& id) const {
    for (int i = 0; i < model_->rowCount(); ++i) {
        for (int j = 0; j < model_->item(i)->rowCount(); ++j) {
            if (QStandardItem* item = model_->item(i)->child(j); item->data(id_role).toString() == id) {
                return item;
            }
        }
    }
    return nullptr;
}

void LessonList::select(const QString& id) {
    if (const QStandardItem* item = find(id)) {
        view_->setCurrentIndex(shown_->mapFromSource(item->index()));
    }
}

QString LessonList::selected() const {
    return view_->currentIndex().data(id_role).toString();
}

void LessonList::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void LessonList::filter(const QString& text) {
    shown_->setFilterFixedString(text);
    view_->expandAll();
    nothing_->setVisible(shown_->rowCount() == 0 && !text.isEmpty());
}

void LessonList::chosen(const QModelIndex& index) {
    const QVariant kind = index.data(kind_role);
    if (!kind.isValid()) {
        return;
    }
    if (kind.toInt() == static_cast<int>(LessonItemKind::lesson)) {
        emit lessonChosen(index.data(id_role).toString());
    } else if (kind.toInt() == static_cast<int>(LessonItemKind::broken)) {
        emit brokenChosen(index.data(id_role).toString());
    }
}

/// From the search field, Down and Return lead into the list, and Escape empties it before it means anything else.
bool LessonList::eventFilter(QObject* watched, QEvent* event) {
    if (watched == search_ && event->type() == QEvent::ShortcutOverride) {
        const bool clears = static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && !search_->text().isEmpty();
        if (clears) {
            event->accept();
            return true;
        }
    }
    if (watched == search_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            const QModelIndex chapter = shown_->index(0, 0);
            view_->setFocus(Qt::TabFocusReason);
            if (key != Qt::Key_Down && chapter.isValid()) {
                view_->setCurrentIndex(shown_->index(0, 0, chapter));
            }
            return true;
        }
        if (key == Qt::Key_Escape && !search_->text().isEmpty()) {
            search_->clear();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace manybrains::app
