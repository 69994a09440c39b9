#include "app/results/speedup_card.h"

#include "app/charts/bar_chart_widget.h"
#include "app/results/result_board.h"
#include "app/widgets/empty_state.h"
#include "core/experiment/result.h"

#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace manybrains::app {

SpeedupCard::SpeedupCard(QWidget* parent)
    : Card(parent), pages_(new QStackedWidget(this)), chart_(new BarChartWidget), export_(new QToolButton(this)) {
    setTitle(tr("Speedup"));
    export_->setText(tr("Export…"));
    export_->setToolTip(tr("Save the chart as a picture"));
    export_->setAccessibleName(export_->toolTip());
    export_->setProperty("kind", QStringLiteral("quiet"));
    connect(export_, &QToolButton::clicked, this, &SpeedupCard::exportRequested);
    addControl(export_);
    chart_->setHeadingVisible(false);
    pages_->addWidget(
        new EmptyState({}, tr("How much faster each form is than the sequential one, beside what is possible.")));
    pages_->addWidget(chart_);
    body()->addWidget(pages_, 1);
    clear();
}

void SpeedupCard::clear() {
    pages_->setCurrentIndex(0);
    setSubtitle({});
    export_->hide();
}

void SpeedupCard::showBoard(const ResultBoard& board) {
    const BarChart data = speedupChart(experiment::result_of(board.records(), false));
    chart_->show(data);
    setSubtitle(data.subtitle);
    pages_->setCurrentWidget(chart_);
    export_->setVisible(!data.bars.empty());
}

const BarChart& SpeedupCard::data() const {
    return chart_->data();
}

} // namespace manybrains::app
