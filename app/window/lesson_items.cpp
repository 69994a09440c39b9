#include "app/window/lesson_items.h"

#include "app/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace manybrains::app {

namespace {

struct LessonItems {
    Q_DECLARE_TR_FUNCTIONS(LessonItems)
};

constexpr int margin = Theme::grid;
constexpr int dotSize = 11;

LessonItemKind kindOf(const QModelIndex& index) {
    return static_cast<LessonItemKind>(index.data(kind_role).toInt());
}

QString progressText(LessonProgress progress) {
    switch (progress) {
    case LessonProgress::not_begun:
        return LessonItems::tr("not begun");
    case LessonProgress::begun:
        return LessonItems::tr("begun");
    case LessonProgress::done:
        return LessonItems::tr("done");
    }
    return {};
}

/// Empty, half or full: told apart without colour.
void drawDot(QPainter& painter, const QRectF& place, LessonProgress progress) {
    const Colours& colours = Theme::instance().colours();
    const QColor colour = progress == LessonProgress::done    ? colours.good
                          : progress == LessonProgress::begun ? colours.accent
                                                              : colours.textMuted;
    painter.setPen(QPen(colour, 1.2));
    painter.setBrush(progress == LessonProgress::done ? QBrush(colour) : Qt::NoBrush);
    painter.drawEllipse(place);
    if (progress == LessonProgress::begun) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPie(place.adjusted(1, 1, -1, -1), -90 * 16, 180 * 16);
    }
}

void drawChapter(QPainter& painter, const QRect& place, const QModelIndex& index) {
    const QFont small = Theme::font(0.85, QFont::DemiBold);
    painter.setFont(small);
    painter.setPen(Theme::instance().colours().textMuted);
    const QRect inside = place.adjusted(margin, margin, -margin, 0);
    const QString count = index.data(count_role).toString();
    painter.drawText(inside, Qt::AlignRight | Qt::AlignVCenter, count);
    const QFontMetrics metrics(small);
    const int room = inside.width() - metrics.horizontalAdvance(count) - margin;
    const QString title = index.data(Qt::DisplayRole).toString().toUpper();
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(title, Qt::ElideRight, room));
}

void drawGround(QPainter& painter, const QRect& place, const QStyleOptionViewItem& option) {
    const Colours& colours = Theme::instance().colours();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    if (selected || hovered) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(selected ? colours.selection : colours.lane);
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter.setPen(QPen(colours.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), 6, 6);
    }
}

void drawLesson(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) {
    const Colours& colours = Theme::instance().colours();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool broken = kindOf(index) == LessonItemKind::broken;
    drawGround(painter, option.rect, option);
    const QRectF dot(option.rect.left() + margin, option.rect.center().y() - dotSize / 2.0 + 0.5, dotSize, dotSize);
    if (broken) {
        painter.setPen(colours.warning);
        painter.drawText(dot.adjusted(-2, -4, 4, 4), Qt::AlignCenter, QStringLiteral("⚠"));
    } else {
        drawDot(painter, dot, static_cast<LessonProgress>(index.data(progress_role).toInt()));
    }
    const QFont font = Theme::font(1.0, selected ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    painter.setPen(selected ? colours.accent : colours.text);
    const QRect text = option.rect.adjusted(2 * margin + dotSize, 0, -margin, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, text.width()));
}

} // namespace

QStandardItem* makeChapterItem(const QString& title) {
    auto* item = new QStandardItem(title);
    item->setFlags(Qt::ItemIsEnabled);
    item->setData(static_cast<int>(LessonItemKind::chapter), kind_role);
    return item;
}

QStandardItem* makeLessonItem(const lesson::Lesson& lesson) {
    auto* item = new QStandardItem(QString::fromStdString(lesson.title));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    item->setData(static_cast<int>(LessonItemKind::lesson), kind_role);
    item->setData(QString::fromStdString(lesson.id), id_role);
    item->setToolTip(QString::fromStdString(lesson.summary));
    return item;
}

QStandardItem* makeBrokenItem(const lesson::BrokenLesson& broken) {
    auto* item = new QStandardItem(QString::fromStdString(broken.id));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    item->setData(static_cast<int>(LessonItemKind::broken), kind_role);
    item->setData(QString::fromStdString(broken.id), id_role);
    item->setToolTip(QString::fromStdString(broken.error.message()));
    item->setData(LessonItems::tr("%1, cannot be read: %2").arg(item->text(), item->toolTip()), Qt::AccessibleTextRole);
    return item;
}

void setProgress(QStandardItem& lesson, LessonProgress progress) {
    lesson.setData(static_cast<int>(progress), progress_role);
    lesson.setData(
        LessonItems::tr("%1, %2", "a lesson and how far it has come").arg(lesson.text(), progressText(progress)),
        Qt::AccessibleTextRole);
}

void setCount(QStandardItem& chapter) {
    int done = 0;
    for (int i = 0; i < chapter.rowCount(); ++i) {
        done += chapter.child(i)->data(progress_role).toInt() == static_cast<int>(LessonProgress::done) ? 1 : 0;
    }
    chapter.setData(QStringLiteral("%1/%2").arg(done).arg(chapter.rowCount()), count_role);
    chapter.setData(LessonItems::tr("%1, %2 of %3 done", "a chapter of lessons")
                        .arg(chapter.text())
                        .arg(done)
                        .arg(chapter.rowCount()),
                    Qt::AccessibleTextRole);
}

void LessonDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (kindOf(index) == LessonItemKind::chapter) {
        drawChapter(*painter, option.rect, index);
    } else {
        drawLesson(*painter, option, index);
    }
    painter->restore();
}

QSize LessonDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int text = option.fontMetrics.height();
    return {0, kindOf(index) == LessonItemKind::chapter ? text + 2 * Theme::grid : text + Theme::grid + 2};
}

} // namespace manybrains::app
