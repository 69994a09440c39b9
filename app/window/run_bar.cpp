#include "app/window/run_bar.h"

#include "app/lesson/prediction.h"
#include "app/lesson/words.h"
#include "app/theme/theme.h"
#include "app/widgets/flow_layout.h"
#include "app/widgets/number_box.h"
#include "app/window/engine_choice.h"
#include "app/window/parameter_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace manybrains::app {

namespace {

using lesson::Strategy;

constexpr std::array allStrategies = {Strategy::sequential, Strategy::threaded, Strategy::async,
                                      Strategy::multiprocess};
constexpr int mostWorkers = 256;
constexpr int mostRepeats = 50;
constexpr int widestVariant = 220;

int toInt(const NumberBox* box) {
    return static_cast<int>(std::lround(box->value()));
}

} // namespace

RunBar::RunBar(QWidget* parent) : Card(parent), engines_(new EngineChoice(this)) {
    auto* choices = new QWidget(this);
    flow_ = new FlowLayout(choices);
    flow_->addWidget(engines_);
    buildForms();
    buildWorkers();
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * Theme::grid);
    row->addWidget(choices, 1);
    body()->addLayout(row);
    buildButtons();
    row->addWidget(run_, 0, Qt::AlignTop);
    row->addWidget(cancel_, 0, Qt::AlignTop);
    connect(engines_, &EngineChoice::changed, this, &RunBar::engineChanged);
    setRunning(false);
}

void RunBar::buildForms() {
    auto* group = new QWidget(this);
    group->setAccessibleName(tr("Forms to run"));
    auto* row = new QHBoxLayout(group);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::grid);
    for (const Strategy strategy : allStrategies) {
        auto* box = new QCheckBox(strategyName(strategy), group);
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, &RunBar::updateRunnable);
        row->addWidget(box);
        forms_[strategy] = box;
    }
    flow_->addWidget(group);
}

void RunBar::buildWorkers() {
    workers_ = new NumberBox(NumberBox::Kind::whole, this);
    workers_->setRange(1, mostWorkers);
    workers_->setAccessibleName(tr("Workers"));
    workers_->setToolTip(tr("How many threads, tasks or processes share the work"));
    connect(workers_, &QDoubleSpinBox::valueChanged, this, [this] { workersEdited_ = true; });
    flow_->addWidget(labelled(tr("&Workers"), workers_, this));
    fieldsBegin_ = flow_->count();

    repeats_ = new NumberBox(NumberBox::Kind::whole, this);
    repeats_->setRange(1, mostRepeats);
    repeats_->setAccessibleName(tr("Repeat"));
    repeats_->setToolTip(tr("How often everything is run; the median is shown"));
    flow_->addWidget(labelled(tr("Re&peat"), repeats_, this));

    variants_ = new QComboBox(this);
    variants_->setAccessibleName(tr("Variant"));
    variants_->setMaximumWidth(widestVariant);
    variants_->setToolTip(tr("A broken or a fixed version of the lesson"));
    variantsPair_ = labelled(tr("&Variant"), variants_, this);
    flow_->addWidget(variantsPair_);

    prediction_ = new QLabel(this);
    prediction_->setProperty("tone", QStringLiteral("muted"));
    prediction_->hide();
    flow_->addWidget(prediction_);
}

void RunBar::buildButtons() {
    run_ = new QPushButton(tr("▶  Run"), this);
    run_->setProperty("kind", QStringLiteral("primary"));
    run_->setAccessibleName(tr("Run"));
    cancel_ = new QPushButton(tr("■  Cancel"), this);
    cancel_->setProperty("kind", QStringLiteral("danger"));
    cancel_->setAccessibleName(tr("Cancel"));
    cancel_->setToolTip(tr("Stop the run and everything it started (Esc)"));
    connect(run_, &QPushButton::clicked, this, &RunBar::runRequested);
    connect(cancel_, &QPushButton::clicked, this, &RunBar::cancelRequested);
}

void RunBar::setLesson(const lesson::Lesson& lesson) {
    lesson_ = &lesson;
    edited_.clear();
    workersEdited_ = false;
    for (const auto& [strategy, box] : forms_) {
        const auto& has = lesson.strategies;
        box->setVisible(std::find(has.begin(), has.end(), strategy) != has.end());
        box->setChecked(true);
    }
    rebuildFields();
    rebuildVariants();
    engines_->setLesson(lesson);
    engineChanged();
}

void RunBar::rebuildFields() {
    qDeleteAll(fields_); // leaves the layout, too
    fields_.clear();
    int place = fieldsBegin_;
    for (const lesson::Parameter& parameter : lesson_->parameters) {
        auto* field = new ParameterField(parameter, this);
        connect(field, &ParameterField::edited, this, [this, field] { parameterEdited(*field); });
        flow_->insertWidget(place++, field);
        field->show();
        fields_.push_back(field);
    }
}

void RunBar::rebuildVariants() {
    variants_->clear();
    variants_->addItem(tr("Plain"), QString());
    for (const lesson::Variant& variant : lesson_->variants) {
        variants_->addItem(QString::fromStdString(variant.title), QString::fromStdString(variant.id));
    }
    variantsPair_->setVisible(!lesson_->variants.empty());
}

void RunBar::engineChanged() {
    if (lesson_ == nullptr) {
        return;
    }
    const lesson::Parameters standards = lesson_->defaults(engines_->parameterKey(), false);
    const lesson::Parameters& own = edited_[engines_->parameterKey()];
    for (ParameterField* field : fields_) {
        const lesson::Value& standard = standards.at(field->name());
        const auto set = own.find(field->name());
        field->setStandard(standard);
        field->setValue(set == own.end() ? standard : set->second);
    }
    showStandardWorkers();
    updateRunnable();
}

void RunBar::parameterEdited(const ParameterField& field) {
    edited_[engines_->parameterKey()][field.name()] = field.value();
    showStandardWorkers();
}

void RunBar::showStandardWorkers() {
    if (!workersEdited_) {
        const QSignalBlocker quiet(workers_);
        workers_->setValue(lesson_->default_workers(parameters()));
        workers_->updateGeometry();
    }
}

lesson::Parameters RunBar::parameters() const {
    lesson::Parameters values;
    for (const ParameterField* field : fields_) {
        values[field->name()] = field->value();
    }
    return values;
}

std::vector<Strategy> RunBar::strategies() const {
    std::vector<Strategy> chosen;
    for (const Strategy strategy : lesson_->strategies) {
        if (forms_.at(strategy)->isChecked()) {
            chosen.push_back(strategy);
        }
    }
    return chosen;
}

std::optional<experiment::Request> RunBar::request() const {
    const auto engine = engines_->current();
    if (lesson_ == nullptr || !engine || strategies().empty()) {
        return std::nullopt;
    }
    experiment::Request request;
    request.lesson = lesson_;
    request.engines = {engine};
    request.strategies = strategies();
    request.variant = variants_->currentData().toString().toStdString();
    request.workers = toInt(workers_);
    request.set = parameters();
    request.repeats = toInt(repeats_);
    return request;
}

void RunBar::setParameters(const lesson::Parameters& parameters) {
    for (ParameterField* field : fields_) {
        if (const auto set = parameters.find(field->name()); set != parameters.end()) {
            field->setValue(set->second);
            parameterEdited(*field);
        }
    }
}

void RunBar::setRepeats(int repeats) {
    repeats_->setValue(repeats);
}

void RunBar::setVariant(const std::string& id) {
    variants_->setCurrentIndex(variants_->findData(QString::fromStdString(id)));
}

void RunBar::setStrategies(const std::vector<Strategy>& strategies) {
    for (const auto& [strategy, box] : forms_) {
        box->setChecked(std::find(strategies.begin(), strategies.end(), strategy) != strategies.end());
    }
}

ParameterField* RunBar::field(const std::string& name) const {
    const auto found =
        std::find_if(fields_.begin(), fields_.end(), [&](const auto* field) { return field->name() == name; });
    return found == fields_.end() ? nullptr : *found;
}

void RunBar::setPrediction(const std::optional<Prediction>& prediction) {
    prediction_->setVisible(prediction.has_value());
    if (prediction) {
        prediction_->setText(tr("You predicted: %1").arg(describe(*prediction)));
    }
}

void RunBar::setRunning(bool running) {
    const bool hadFocus = run_->hasFocus() || cancel_->hasFocus();
    running_ = running;
    run_->setVisible(!running);
    cancel_->setVisible(running);
    cancel_->setEnabled(true);
    if (hadFocus) {
        (running ? cancel_ : run_)->setFocus();
    }
    for (int i = 0; i < flow_->count(); ++i) {
        flow_->itemAt(i)->widget()->setEnabled(!running);
    }
    updateRunnable();
}

void RunBar::setCancelling() {
    cancel_->setEnabled(false);
}

void RunBar::updateRunnable() {
    const bool runnable = request().has_value();
    run_->setEnabled(runnable && !running_);
    run_->setToolTip(runnable                         ? tr("Run the chosen forms one after another (F5)")
                     : engines_->current() == nullptr ? tr("There is no engine that can run this lesson.")
                                                      : tr("Choose at least one form."));
}

} // namespace manybrains::app
