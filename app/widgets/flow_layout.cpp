#include "app/widgets/flow_layout.h"

#include "app/theme/theme.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace manybrains::app {

namespace {

constexpr int horizontal = 2 * Theme::grid; ///< between neighbours
constexpr int vertical = Theme::grid;       ///< between lines

} // namespace

FlowLayout::FlowLayout(QWidget* parent) : QLayout(parent) {
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::insertWidget(int index, QWidget* widget) {
    addChildWidget(widget);
    items_.insert(items_.begin() + index, std::make_unique<QWidgetItem>(widget));
    invalidate();
}

void FlowLayout::addItem(QLayoutItem* item) {
    items_.emplace_back(item);
    invalidate();
}

int FlowLayout::count() const {
    return static_cast<int>(items_.size());
}

QLayoutItem* FlowLayout::itemAt(int index) const {
    return index >= 0 && index < count() ? items_[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
    if (index < 0 || index >= count()) {
        return nullptr;
    }
    QLayoutItem* taken = items_[static_cast<std::size_t>(index)].release();
    items_.erase(items_.begin() + index);
    invalidate();
    return taken;
}

std::vector<FlowLayout::Line> FlowLayout::lines(int width) const {
    std::vector<Line> lines;
    int used = 0;
    for (const auto& item : items_) {
        if (item->isEmpty()) {
            continue;
        }
        const QSize size = item->sizeHint();
        if (lines.empty() || used + size.width() > width) {
            lines.emplace_back();
            used = 0;
        }
        lines.back().items.push_back(item.get());
        lines.back().height = std::max(lines.back().height, size.height());
        used += size.width() + horizontal;
    }
    return lines;
}

int FlowLayout::heightForWidth(int width) const {
    const QMargins margins = contentsMargins();
    int height = margins.top() + margins.bottom();
    const auto all = lines(width - margins.left() - margins.right());
    for (const Line& line : all) {
        height += line.height;
    }
    return height + vertical * std::max(0, static_cast<int>(all.size()) - 1);
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const auto& item : items_) {
        if (!item->isEmpty()) {
            size = size.expandedTo(item->minimumSize());
        }
    }
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

QSize FlowLayout::sizeHint() const {
    QSize size;
    for (const auto& item : items_) {
        if (!item->isEmpty()) {
            const QSize hint = item->sizeHint();
            size = QSize(size.width() + hint.width() + (size.isEmpty() ? 0 : horizontal),
                         std::max(size.height(), hint.height()));
        }
    }
    return size;
}

void FlowLayout::setGeometry(const QRect& area) {
    QLayout::setGeometry(area);
    const QRect inside = area.marginsRemoved(contentsMargins());
    int y = inside.top();
    for (const Line& line : lines(inside.width())) {
        int x = inside.left();
        for (QLayoutItem* item : line.items) {
            const QSize size = item->sizeHint().boundedTo(QSize(inside.width(), item->sizeHint().height()));
            const int above = (line.height - size.height()) / 2;
            item->setGeometry(
                QStyle::visualRect(parentWidget()->layoutDirection(), inside, QRect(QPoint(x, y + above), size)));
            x += size.width() + horizontal;
        }
        y += line.height + vertical;
    }
}

} // namespace manybrains::app
