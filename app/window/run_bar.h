// Everything that decides a run, in one bar: engine, forms, workers, the lesson's sizes, repeats, variant; and Run.
#pragma once

#include "app/widgets/card.h"
#include "core/experiment/experiment.h"
#include "core/lesson/lesson.h"

#include <QString>

#include <map>
#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace manybrains::app {

class EngineChoice;
class FlowLayout;
class NumberBox;
class ParameterField;
struct Prediction;

class RunBar : public Card {
    Q_OBJECT
public:
    explicit RunBar(QWidget* parent = nullptr);

    /// The lesson must outlive its stay here.
    void setLesson(const lesson::Lesson& lesson);
    void setPrediction(const std::optional<Prediction>& prediction);
    void setRunning(bool running);
    /// While the last process is being ended.
    void setCancelling();

    [[nodiscard]] EngineChoice* engines() const noexcept { return engines_; }
    /// As the bar stands; nullopt when nothing can run (no engine, no form chosen).
    [[nodiscard]] std::optional<experiment::Request> request() const;
    /// Sets sizes as if the learner had.
    void setParameters(const lesson::Parameters& parameters);
    void setRepeats(int repeats);
    void setVariant(const std::string& id);
    void setStrategies(const std::vector<lesson::Strategy>& strategies);
    [[nodiscard]] ParameterField* field(const std::string& name) const;

signals:
    void runRequested();
    void cancelRequested();

private:
    void buildForms();
    void buildWorkers();
    void buildButtons();
    void rebuildFields();
    void rebuildVariants();
    void engineChanged();
    void parameterEdited(const ParameterField& field);
    void showStandardWorkers();
    void updateRunnable();
    [[nodiscard]] lesson::Parameters parameters() const;
    [[nodiscard]] std::vector<lesson::Strategy> strategies() const;

    const lesson::Lesson* lesson_ = nullptr;
    /// What the learner has set, by engine: each has sizes of its own.
    std::map<std::string, lesson::Parameters, std::less<>> edited_;
    bool workersEdited_ = false;
    bool running_ = false;

    FlowLayout* flow_;
    EngineChoice* engines_;
    std::map<lesson::Strategy, QCheckBox*> forms_;
    NumberBox* workers_ = nullptr;
    int fieldsBegin_ = 0; ///< where in the flow the lesson's own fields stand
    std::vector<ParameterField*> fields_;
    NumberBox* repeats_ = nullptr;
    QComboBox* variants_ = nullptr;
    QWidget* variantsPair_ = nullptr;
    QLabel* prediction_ = nullptr;
    QPushButton* run_ = nullptr;
    QPushButton* cancel_ = nullptr;
};

} // namespace manybrains::app
