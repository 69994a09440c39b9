// The rows of the lesson list as items of a model, and the delegate that draws them.
#pragma once

#include "app/window/progress_store.h"
#include "core/lesson/loader.h"

#include <QStandardItem>
#include <QStyledItemDelegate>

namespace manybrains::app {

enum class LessonItemKind { chapter, lesson, broken };

enum LessonItemRole : int {
    kind_role = Qt::UserRole + 1, ///< LessonItemKind
    id_role,
    progress_role, ///< LessonProgress
    count_role     ///< chapter: "1/6"
};

[[nodiscard]] QStandardItem* makeChapterItem(const QString& title);
[[nodiscard]] QStandardItem* makeLessonItem(const lesson::Lesson& lesson);
[[nodiscard]] QStandardItem* makeBrokenItem(const lesson::BrokenLesson& broken);

/// Also what a screen reader says.
void setProgress(QStandardItem& lesson, LessonProgress progress);
void setCount(QStandardItem& chapter);

class LessonDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace manybrains::app
