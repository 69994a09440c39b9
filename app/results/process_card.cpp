#include "app/results/process_card.h"

#include "app/lesson/words.h"
#include "app/results/process_model.h"
#include "app/theme/theme.h"
#include "app/widgets/empty_state.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <chrono>
#include <utility>
#include <vector>

namespace manybrains::app {

namespace {

/// Seldom enough not to disturb the run: the table is read, not watched.
constexpr std::chrono::milliseconds refreshInterval{250};

} // namespace

ProcessCard::ProcessCard(QWidget* parent)
    : Card(parent), model_(new ProcessModel(this)), table_(new QTreeView), pages_(new QStackedWidget),
      refresh_(new QTimer(this)) {
    setTitle(tr("Processes"));
    buildTable();
    pages_->addWidget(new EmptyState({}, tr("Every process of a run, with its threads, is listed here: which core it "
                                            "is on, how much time it used, how much memory.")));
    pages_->addWidget(table_);
    body()->addWidget(pages_, 1);
    refresh_->setInterval(refreshInterval);
    connect(refresh_, &QTimer::timeout, model_, &ProcessModel::refresh);
    connect(&Theme::instance(), &Theme::changed, table_->viewport(), qOverload<>(&QWidget::update));
}

void ProcessCard::buildTable() {
    table_->setModel(model_);
    table_->setObjectName(QStringLiteral("processTable"));
    table_->setAccessibleName(tr("Processes"));
    table_->setFont(Theme::figureFont());
    table_->setUniformRowHeights(true);
    table_->setAllColumnsShowFocus(true);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setIndentation(2 * Theme::grid);
    table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    QHeaderView* header = table_->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(ProcessModel::name_column, QHeaderView::Stretch);
    const QFontMetrics metrics(table_->font());
    const auto fit = [&](int column, const QString& widest) {
        header->resizeSection(column, metrics.horizontalAdvance(widest) + 3 * Theme::grid);
    };
    fit(ProcessModel::pid_column, QStringLiteral("▸ 4194304"));
    fit(ProcessModel::state_column, tr("running on core %1").arg(128));
    fit(ProcessModel::core_column, QStringLiteral("0, 1, 2, 3"));
    fit(ProcessModel::cpu_column, secondsText(100));
    fit(ProcessModel::memory_column, bytesText(std::uint64_t{1000} << 20));
}

void ProcessCard::clear() {
    model_->setSources({});
    pages_->setCurrentIndex(0);
}

void ProcessCard::showBoard(const ResultBoard& board) {
    std::vector<ProcessSource> sources;
    for (const Form& form : board.forms()) {
        sources.push_back({strategyName(form.strategy), board.shownTrace(form)});
    }
    model_->setSources(std::move(sources));
    pages_->setCurrentWidget(table_);
}

void ProcessCard::setLive(bool live) {
    if (live) {
        refresh_->start();
    } else {
        refresh_->stop();
        model_->refresh();
    }
}

} // namespace manybrains::app
