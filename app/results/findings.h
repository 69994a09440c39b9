// An experiment in sentences: the finding for the headline, what happened in each form, and how the prediction did.
// Every figure in them was measured; what was not recorded is not mentioned.
#pragma once

#include "app/lesson/prediction.h"
#include "app/results/result_board.h"

#include <QString>
#include <QStringList>

namespace manybrains::app {

/// "Running threads…"
[[nodiscard]] QString runningSentence(const Form& form, std::size_t index, std::size_t count);

/// "Processes: 1.94×. Threads: 0.99× on 2 cores." Says what went wrong instead where a run did.
[[nodiscard]] QString headline(const ResultBoard& board, int usableCores);

/// A sentence for each form: cores kept busy, waiting for the GIL, hand-offs, sleeping.
[[nodiscard]] QStringList whatHappened(const ResultBoard& board);

/// "You predicted threads 2.0×. Measured: processes were the fastest, 1.94×; threads 0.99×."
[[nodiscard]] QString comparePrediction(const ResultBoard& board, const Prediction& prediction);

} // namespace manybrains::app
