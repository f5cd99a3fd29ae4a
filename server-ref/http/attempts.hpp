#pragma once
// pages: who left for an identity provider and may come back?
//
// In memory only, ten minutes, for one use, and at most a few thousand: kind sign_in_attempt.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "http/pace.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/random.hpp"
#include "monitor/identity/sign_in.hpp"

namespace monitor::pages {

/// Thread-safe.
class Attempts {
public:
    static constexpr std::chrono::minutes life{10};
    static constexpr std::size_t most = 4000;  ///< the oldest makes room

    Attempts(Random& random, const Clock& clock) : random_{random}, clock_{clock}, pace_{clock}, code_pace_{clock} {}

    /// Zero: this address may begin. Else: how long until it may.
    [[nodiscard]] std::chrono::seconds wait(std::string_view address) { return pace_.wait(address); }
    /// The same, for who comes with a code on paper.
    [[nodiscard]] std::chrono::seconds wait_with_code(std::string_view address) { return code_pace_.wait(address); }
    /// The secret for the visitor's cookie.
    [[nodiscard]] std::string keep(std::size_t provider, identity::Attempt);
    struct Kept {
        std::size_t provider{};
        identity::Attempt attempt{};
    };
    /// Once: the second asker of the same secret gets nothing.
    [[nodiscard]] std::optional<Kept> take(std::string_view secret);

    /// While it lives, a visitor of ours waits for a provider. Empty: too many do already, and all pages would wait with them.
    class Talk {
    public:
        explicit Talk(std::atomic<int>* count) : count_{count} {}
        Talk(Talk&& other) noexcept : count_{std::exchange(other.count_, nullptr)} {}
        Talk& operator=(Talk&&) = delete;
        ~Talk() {
            if (count_ != nullptr) --*count_;
        }

    private:
        std::atomic<int>* count_;
    };
    [[nodiscard]] std::optional<Talk> talk();

private:
    struct Held {
        Kept kept{};
        Tick until{};
    };
    void drop_old();

    Random& random_;
    const Clock& clock_;
    Pace pace_, code_pace_;
    std::mutex mutex_{};
    std::map<std::string, Held, std::less<>> held_{};
    std::atomic<int> talking_{};
};

}  // namespace monitor::pages
