// How an event loop shares its thread with the interpreter lock and the recorder: a coroutine's step runs with the
// lock held, and between steps, while the loop waits, the lock is let go and the wait is known by what it is for.
#pragma once

#include "core/native/instruments.h"
#include "core/native/interpreter_lock.h"

#include <boost/asio/execution.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>

#include <optional>
#include <type_traits>
#include <utility>

namespace manybrains::native {

/// A coroutine of this thread is waiting for a socket while this lives; without one, a loop that waits is asleep.
class AwaitingNetwork {
public:
    AwaitingNetwork() noexcept;
    ~AwaitingNetwork();
    AwaitingNetwork(const AwaitingNetwork&) = delete;
    AwaitingNetwork& operator=(const AwaitingNetwork&) = delete;
};

/// The alternation of waiting and running on a loop's thread.
class Turns {
public:
    void begin_wait();
    void end_wait() { waiting_.reset(); }

    /// Runs one step of a coroutine. A step started from inside another one is part of it.
    template <typename Step>
    void run(Step&& step) {
        if (!waiting_) {
            std::forward<Step>(step)();
            return;
        }
        const Turn turn(*this);
        std::forward<Step>(step)();
    }

private:
    struct Waiting {
        explicit Waiting(trace::State state) noexcept : hint(state) {}
        LockReleased released;
        WaitHint hint;
    };
    struct Turn {
        explicit Turn(Turns& turns) : turns_(turns) { turns_.end_wait(); }
        ~Turn() { turns_.begin_wait(); }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        Turns& turns_;
    };

    std::optional<Waiting> waiting_;
};

/// An Asio executor that hands everything on to `Inner` and runs it as a turn.
template <typename Inner>
class TurnExecutor {
public:
    TurnExecutor(Inner inner, Turns& turns) noexcept : inner_(std::move(inner)), turns_(&turns) {}

    bool operator==(const TurnExecutor&) const noexcept = default;

    template <typename Property>
    requires boost::asio::can_query_v<const Inner&, Property>
    decltype(auto) query(const Property& property) const { return boost::asio::query(inner_, property); }

    template <typename Property>
    requires boost::asio::can_require_v<const Inner&, Property>
    auto require(const Property& property) const { return around(boost::asio::require(inner_, property)); }

    template <typename Property>
    requires boost::asio::can_prefer_v<const Inner&, Property>
    auto prefer(const Property& property) const { return around(boost::asio::prefer(inner_, property)); }

    template <typename Step>
    void execute(Step&& step) const {
        inner_.execute([turns = turns_, step = std::forward<Step>(step)]() mutable { turns->run(std::move(step)); });
    }

private:
    template <typename Other>
    TurnExecutor<Other> around(Other other) const noexcept {
        return {std::move(other), *turns_};
    }

    Inner inner_;
    Turns* turns_;
};

} // namespace manybrains::native
