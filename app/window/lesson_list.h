// The side of the window: brand, search, and the lessons by chapter with how far each has come. A broken lesson stands
// at the end with its cause.
#pragma once

#include "app/window/progress_store.h"
#include "core/lesson/loader.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QLayout;
class QLineEdit;
class QSortFilterProxyModel;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace manybrains::app {

class LessonList : public QFrame {
    Q_OBJECT
public:
    explicit LessonList(const ProgressStore& progress, QWidget* parent = nullptr);

    /// Puts a small control beside the brand.
    void setCorner(QWidget* control);
    void setCourse(const lesson::Course& course);
    void select(const QString& id);
    [[nodiscard]] QString selected() const;
    /// Reads the progress anew.
    void updateProgress();
    void focusSearch();
    [[nodiscard]] QLineEdit* search() const noexcept { return search_; }
    [[nodiscard]] QTreeView* view() const noexcept { return view_; }

signals:
    void lessonChosen(const QString& id);
    void brokenChosen(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLayout* buildBrand();
    void buildView();
    void showBrand();
    void filter(const QString& text);
    void chosen(const QModelIndex& index);
    [[nodiscard]] QStandardItem* find(const QString& id) const;

    const ProgressStore& progress_;
    QLabel* brand_ = nullptr;
    QHBoxLayout* top_ = nullptr;
    QLineEdit* search_;
    QTreeView* view_;
    QLabel* nothing_;
    QStandardItemModel* model_;
    QSortFilterProxyModel* shown_;
};

} // namespace manybrains::app
