#include "app/lesson/prediction.h"

#include "app/lesson/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

namespace manybrains::app {

namespace {

struct PredictionWords {
    Q_DECLARE_TR_FUNCTIONS(PredictionWords)
};

} // namespace

QString toText(const Prediction& prediction) {
    const std::string_view strategy = lesson::code(prediction.winner);
    return QString::fromUtf8(strategy.data(), static_cast<qsizetype>(strategy.size())) + QLatin1Char(' ') +
           QString::number(prediction.factor);
}

std::optional<Prediction> predictionFromText(const QString& text) {
    const QStringList words = text.split(QLatin1Char(' '));
    if (words.size() != 2) {
        return std::nullopt;
    }
    const auto strategy = lesson::strategy_from_code(words[0].toStdString());
    bool isNumber = false;
    const double factor = words[1].toDouble(&isNumber);
    if (!strategy || !isNumber || !std::isfinite(factor) || factor <= 0) {
        return std::nullopt;
    }
    return Prediction{*strategy, factor};
}

QString describe(const Prediction& prediction) {
    if (prediction.winner == lesson::Strategy::sequential) {
        return PredictionWords::tr("nothing beats sequential");
    }
    return PredictionWords::tr("%1 %2×", "a form and its speedup: threads 2.0×")
        .arg(strategyWord(prediction.winner), QLocale().toString(prediction.factor, 'f', 1));
}

} // namespace manybrains::app
