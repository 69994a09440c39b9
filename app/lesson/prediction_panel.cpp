#include "app/lesson/prediction_panel.h"

#include "app/lesson/words.h"
#include "app/theme/theme.h"
#include "app/widgets/flow_layout.h"
#include "core/lesson/lesson.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace manybrains::app {

namespace {

constexpr int tenths = 10; ///< the slider's steps per unit of speedup
constexpr int widest = 640;

} // namespace

PredictionPanel::PredictionPanel(QWidget* parent)
    : QWidget(parent), question_(new QLabel(this)), choices_(new FlowLayout), forms_(new QButtonGroup(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * Theme::grid);
    question_->setWordWrap(true);
    question_->setFont(Theme::font(1.1));
    layout->addSpacing(2 * Theme::grid);
    layout->addWidget(question_);
    layout->addLayout(choices_);
    layout->addWidget(buildFactor());
    layout->addWidget(buildButtons());
    layout->addStretch(1);
    setMaximumWidth(widest);
}

QWidget* PredictionPanel::buildFactor() {
    factorRow_ = new QWidget(this);
    auto* row = new QHBoxLayout(factorRow_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * Theme::grid);
    auto* label = new QLabel(tr("How many times as &fast as sequential?"), factorRow_);
    factor_ = new QSlider(Qt::Horizontal, factorRow_);
    factor_->setAccessibleName(tr("Predicted speedup"));
    factor_->setPageStep(tenths / 2);
    label->setBuddy(factor_);
    factorText_ = new QLabel(factorRow_);
    factorText_->setFont(Theme::font(1.5, QFont::DemiBold));
    factorText_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(label);
    row->addWidget(factor_, 1);
    row->addWidget(factorText_);
    connect(factor_, &QSlider::valueChanged, this, &PredictionPanel::factorChanged);
    return factorRow_;
}

QWidget* PredictionPanel::buildButtons() {
    auto* buttons = new QWidget(this);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::grid);
    run_ = new QPushButton(tr("Predict and run"), buttons);
    run_->setProperty("kind", QStringLiteral("primary"));
    auto* skip = new QPushButton(tr("Skip"), buttons);
    skip->setProperty("kind", QStringLiteral("quiet"));
    skip->setToolTip(tr("Run without a prediction"));
    row->addWidget(run_);
    row->addWidget(skip);
    row->addStretch(1);
    connect(run_, &QPushButton::clicked, this, [this] { emit predicted(current()); });
    connect(skip, &QPushButton::clicked, this, &PredictionPanel::skipped);
    return buttons;
}

void PredictionPanel::ask(const lesson::Lesson& lesson, int usableCores) {
    const bool asked = lesson.prediction && !lesson.prediction->question.empty();
    question_->setText(asked ? QString::fromStdString(lesson.prediction->question)
                             : tr("Before you run it: which form will be the fastest?"));
    qDeleteAll(forms_->buttons()); // leaves the layout empty, too
    for (const lesson::Strategy strategy : lesson.strategies) {
        const QString name =
            strategy == lesson::Strategy::sequential ? tr("None beats sequential") : strategyName(strategy);
        auto* choice = new QRadioButton(name, this);
        forms_->addButton(choice, static_cast<int>(strategy));
        choices_->addWidget(choice);
        connect(choice, &QRadioButton::toggled, this, &PredictionPanel::choiceChanged);
        setTabOrder(choice, factor_); // made after the slider, but before it for the keyboard
    }
    setTabOrder(factor_, run_);

    const double ideal =
        lesson.ideal_speedup(lesson.workers, lesson.tasks(lesson.defaults("python", false)), usableCores);
    factor_->setRange(tenths / 2, static_cast<int>(std::lround(std::max(4.0, 1.5 * ideal))) * tenths);
    factor_->setValue(tenths);
    factorChanged(factor_->value());
    choiceChanged();
}

void PredictionPanel::choose(const Prediction& prediction) {
    if (QAbstractButton* choice = forms_->button(static_cast<int>(prediction.winner))) {
        choice->setChecked(true);
    }
    factor_->setValue(static_cast<int>(std::lround(prediction.factor * tenths)));
}

void PredictionPanel::takeFocus() {
    const auto buttons = forms_->buttons();
    if (QAbstractButton* chosen = forms_->checkedButton()) {
        chosen->setFocus(Qt::ShortcutFocusReason);
    } else if (!buttons.isEmpty()) {
        buttons.front()->setFocus(Qt::ShortcutFocusReason);
    }
}

void PredictionPanel::choiceChanged() {
    const int chosen = forms_->checkedId();
    run_->setEnabled(chosen >= 0);
    factorRow_->setEnabled(chosen != static_cast<int>(lesson::Strategy::sequential));
}

void PredictionPanel::factorChanged(int value) {
    factorText_->setText(tr("%1×", "a speedup").arg(QLocale().toString(static_cast<double>(value) / tenths, 'f', 1)));
}

Prediction PredictionPanel::current() const {
    const auto winner = static_cast<lesson::Strategy>(forms_->checkedId());
    const double factor = winner == lesson::Strategy::sequential ? 1.0 : static_cast<double>(factor_->value()) / tenths;
    return {winner, factor};
}

} // namespace manybrains::app
