#include "app/results/timeline_card.h"

#include "app/lesson/prediction_panel.h"
#include "app/lesson/words.h"
#include "app/results/findings.h"
#include "app/theme/theme.h"
#include "app/timeline/timeline_widget.h"
#include "app/widgets/empty_state.h"

#include <QCoreApplication>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace manybrains::app {

namespace {

/// The translation context of what is said outside the class.
struct TimelineTexts {
    Q_DECLARE_TR_FUNCTIONS(TimelineTexts)
};

constexpr double headlineScale = 1.2;
constexpr double paysFrom = 1.1; ///< below, a gain is within a noisy machine's spread

QString hint() {
    return TimelineTexts::tr("Point at a slice to see what it is. The wheel zooms, dragging pans, a click on a name "
                             "opens its threads.");
}

QString subtitleOf(const Form& form) {
    const QString engine = engineName(form.engine);
    return form.strategy == lesson::Strategy::sequential
               ? engine
               : TimelineTexts::tr("%1 · %n worker(s)", nullptr, form.workers).arg(engine);
}

TimelineRun rowOf(const ResultBoard& board, const Form& form) {
    TimelineRun row;
    row.title = strategyName(form.strategy);
    row.trace = board.shownTrace(form);
    row.subtitle = subtitleOf(form);
    if (form.running) {
        return row;
    }
    if (const experiment::RunRecord* record = board.typical(form)) {
        row.window = record->window;
        if (record->ending.outcome != run::Outcome::completed) {
            row.outcome = outcomeWord(record->ending.outcome);
        }
    }
    if (const auto speedup = board.speedup(form)) {
        row.figure = factorText(*speedup);
        row.pays = *speedup >= paysFrom;
    }
    return row;
}

} // namespace

TimelineCard::TimelineCard(QWidget* parent)
    : Card(parent), pages_(new QStackedWidget(this)), prediction_(new PredictionPanel),
      empty_(new EmptyState(tr("Nothing has run yet"),
                            tr("Press Run (F5): every form runs once, one after another, and is drawn here while it "
                               "runs."))),
      picture_(new QWidget), timeline_(new TimelineWidget), pointed_(new QLabel) {
    pointed_->setProperty("tone", QStringLiteral("muted"));
    pointed_->setWordWrap(true);
    pointed_->setFont(Theme::font(0.9));
    auto* layout = new QVBoxLayout(picture_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::grid / 2);
    layout->addWidget(timeline_, 1);
    layout->addWidget(pointed_);
    for (QWidget* page : std::initializer_list<QWidget*>{empty_, prediction_, picture_}) {
        pages_->addWidget(page);
    }
    body()->addWidget(pages_, 1);
    buildControls();
    describe({});
    connect(timeline_, &TimelineWidget::hovered, this, &TimelineCard::describe);
    showEmpty();
}

void TimelineCard::buildControls() {
    const auto add = [this](const QString& text, const QString& name, auto action) {
        auto* button = new QToolButton(this);
        button->setText(text);
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setProperty("kind", QStringLiteral("quiet"));
        connect(button, &QToolButton::clicked, this, action);
        addControl(button);
        controls_.push_back(button);
    };
    add(QStringLiteral("−"), tr("Zoom out"), [this] { timeline_->zoomOut(); });
    add(QStringLiteral("+"), tr("Zoom in"), [this] { timeline_->zoomIn(); });
    add(tr("Fit"), tr("Show everything"), [this] { timeline_->fit(); });
    add(tr("Export…"), tr("Save the timeline as a picture"), [this] { emit exportRequested(); });
}

void TimelineCard::setHeadline(const QString& text) {
    setTitle(text, headlineScale);
}

bool TimelineCard::asks() const {
    return pages_->currentWidget() == prediction_;
}

void TimelineCard::showPrediction() {
    setHeadline(tr("What do you expect?"));
    setSubtitle(tr("Guess first: what you predict, you see with other eyes."));
    pages_->setCurrentWidget(prediction_);
    showControls(false);
}

void TimelineCard::showEmpty() {
    setHeadline(tr("Timeline"));
    setSubtitle({});
    pages_->setCurrentWidget(empty_);
    showControls(false);
}

void TimelineCard::beginExperiment() {
    timeline_->clear();
    rows_.clear();
    pages_->setCurrentWidget(picture_);
    showControls(true);
}

void TimelineCard::showControls(bool visible) {
    for (QToolButton* control : controls_) {
        control->setVisible(visible);
    }
}

void TimelineCard::showForm(const ResultBoard& board, std::size_t form) {
    TimelineRun row = rowOf(board, board.forms()[form]);
    if (!row.trace) {
        return; // not recorded: there is nothing to draw
    }
    rows_.resize(std::max(rows_.size(), form + 1), nowhere);
    if (rows_[form] == nowhere) {
        rows_[form] = timeline_->addRun(std::move(row));
    } else {
        timeline_->updateRun(rows_[form], std::move(row));
    }
}

void TimelineCard::setLive(bool live) {
    timeline_->setLive(live);
}

void TimelineCard::describe(const QString& underPointer) {
    pointed_->setText(underPointer.isEmpty() ? hint() : underPointer);
}

} // namespace manybrains::app
