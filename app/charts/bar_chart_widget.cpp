#include "app/charts/bar_chart_widget.h"

#include "app/charts/bar_scene.h"
#include "app/theme/theme.h"

#include <QEvent>
#include <QGraphicsView>
#include <QHelpEvent>
#include <QLabel>
#include <QToolTip>
#include <QVBoxLayout>

namespace manybrains::app {

namespace {

constexpr int row_height = 34; ///< a comfortable one

QLabel* wrappedLabel(const QFont& font, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setFont(font);
    label->setWordWrap(true);
    return label;
}

} // namespace

BarChartWidget::BarChartWidget(QWidget* parent)
    : QWidget(parent), title_(wrappedLabel(Theme::font(1.0, QFont::Bold), this)),
      subtitle_(wrappedLabel(Theme::font(0.9), this)), empty_(wrappedLabel(Theme::font(), this)),
      view_(new QGraphicsView(this)), scene_(new BarScene(this)) {
    subtitle_->setProperty("tone", QStringLiteral("muted"));
    empty_->setProperty("tone", QStringLiteral("muted"));
    empty_->setAlignment(Qt::AlignCenter);
    view_->setScene(scene_);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setStyleSheet(QStringLiteral("background: transparent"));
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    view_->setFocusPolicy(Qt::NoFocus);
    view_->viewport()->installEventFilter(this);
    setFocusPolicy(Qt::TabFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::grid / 2);
    layout->addWidget(title_);
    layout->addWidget(subtitle_);
    layout->addWidget(empty_, 1);
    layout->addWidget(view_, 1);
    connect(&Theme::instance(), &Theme::changed, this, &BarChartWidget::refresh);
    refresh();
}

void BarChartWidget::show(const BarChart& data) {
    data_ = data;
    refresh();
}

void BarChartWidget::setHeadingVisible(bool visible) {
    heading_ = visible;
    refresh();
}

QSize BarChartWidget::sizeHint() const {
    const int rows = std::max(4, static_cast<int>(data_.bars.size()));
    return QSize(360, rows * row_height + 2 * row_height);
}

void BarChartWidget::refresh() {
    const bool any = !data_.bars.empty();
    title_->setText(data_.finding);
    subtitle_->setText(data_.subtitle);
    empty_->setText(data_.empty);
    title_->setVisible(any && heading_ && !data_.finding.isEmpty());
    subtitle_->setVisible(any && heading_);
    empty_->setVisible(!any);
    view_->setVisible(any);
    scene_->show(data_);
    view_->setMinimumHeight(any ? qCeil(scene_->leastHeight()) : 0);
    scene_->resize(view_->viewport()->size());
    setAccessibleName(data_.name);
    setAccessibleDescription(tableOf(data_));
}

bool BarChartWidget::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) {
        scene_->resize(view_->viewport()->size());
    } else if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Bar* bar = scene_->barAt(view_->mapToScene(help->pos()));
        QToolTip::showText(help->globalPos(), bar != nullptr ? sentenceOf(data_, *bar) : QString(), this);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace manybrains::app
