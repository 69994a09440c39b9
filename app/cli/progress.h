// What runs now, on one line of standard error that is written over: only on a terminal.
#pragma once

#include "core/experiment/experiment.h"

namespace manybrains::cli {

class Progress : public experiment::Listener {
public:
    Progress();

    void on_begin(const run::Plan& plan, const run::EngineInfo& engine, std::size_t index, std::size_t count,
                  std::shared_ptr<const trace::Trace> live) override;
    void on_end(const experiment::RunRecord& record, std::size_t index, std::size_t count) override;

private:
    bool terminal_;
};

} // namespace manybrains::cli
