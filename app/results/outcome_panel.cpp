#include "app/results/outcome_panel.h"

#include "app/results/findings.h"
#include "app/theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace manybrains::app {

namespace {

QLabel* paragraph(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

OutcomePanel::OutcomePanel(QWidget* parent) : QScrollArea(parent) {
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, Theme::grid, 0);
    layout->setSpacing(Theme::grid / 2);
    auto* title = new QLabel(tr("What just happened"), page);
    title->setFont(Theme::font(1.0, QFont::DemiBold));
    prediction_ = paragraph(page);
    explanation_ = paragraph(page);
    explanation_->setTextFormat(Qt::MarkdownText);
    happened_ = paragraph(page);
    happened_->setProperty("tone", QStringLiteral("muted"));
    for (QWidget* part : {title, prediction_, explanation_, happened_}) {
        layout->addWidget(part);
    }
    layout->addStretch(1);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    viewport()->setAutoFillBackground(false);
    setWidget(page);
    page->setAutoFillBackground(false);
    clear();
}

void OutcomePanel::clear() {
    hide();
    for (QLabel* label : {prediction_, explanation_, happened_}) {
        label->clear();
    }
}

void OutcomePanel::showOutcome(const ResultBoard& board, const std::optional<Prediction>& prediction,
                               const QString& explanation) {
    prediction_->setText(prediction ? comparePrediction(board, *prediction) : QString());
    prediction_->setVisible(!prediction_->text().isEmpty());
    explanation_->setText(prediction_->text().isEmpty() ? QString() : explanation);
    explanation_->setVisible(!explanation_->text().isEmpty());
    happened_->setText(whatHappened(board).join(QLatin1Char('\n')));
    happened_->setVisible(!happened_->text().isEmpty());
    setVisible(!text().isEmpty());
    updateGeometry();
}

QString OutcomePanel::text() const {
    QStringList parts{prediction_->text(), explanation_->text(), happened_->text()};
    parts.removeAll(QString());
    return parts.join(QLatin1Char('\n'));
}

QSize OutcomePanel::sizeHint() const {
    constexpr int tallest = 260; ///< the page above keeps the greater part; the rest scrolls
    const int width = viewport()->width();
    return {width, std::min(tallest, widget()->heightForWidth(width))};
}

} // namespace manybrains::app
