#pragma once
// sync: how is a service asked that may be busy, slow or away, without pressing it?

#include <chrono>
#include <expected>

#include "monitor/base/clock.hpp"
#include "monitor/base/random.hpp"
#include "monitor/fetch/fetch.hpp"
#include "monitor/sync/going.hpp"
#include "monitor/sync/problem.hpp"

namespace monitor::sync {

struct Patience {
    int tries{6};                               ///< of one question
    std::chrono::milliseconds first{1'000};     ///< the pause after the first failure; then twice that, and so on
    std::chrono::milliseconds longest{60'000};  ///< … up to this
    std::chrono::milliseconds total{600'000};   ///< of all pauses of one run
};

/// Lives for one run, on its thread.
class Asker {
public:
    Asker(fetch::Fetch& fetch, Random& random, const Clock& clock, Going& going, Patience patience = {})
        : fetch_{fetch}, random_{random}, clock_{clock}, going_{going}, patience_{patience} {}

    /// Any answer that is not a passing one: 429, 502, 503 and 504 are asked again after Retry-After (RFC 9110 §10.2.3), or a
    /// growing pause with jitter. `what` names the question in a failure: no address, no names.
    [[nodiscard]] std::expected<fetch::Answer, Failure> ask(const fetch::Ask&, std::string_view what);
    [[nodiscard]] const Clock& clock() const noexcept { return clock_; }

private:
    [[nodiscard]] std::chrono::milliseconds pause(int tried, const fetch::Answer*);
    [[nodiscard]] std::chrono::milliseconds lot(std::chrono::milliseconds up_to);
    void notice(const fetch::Answer&);

    fetch::Fetch& fetch_;
    Random& random_;
    const Clock& clock_;
    Going& going_;
    Patience patience_;
    std::chrono::milliseconds slower_{};  ///< before the next question: the service said that it is nearly enough
};

/// The value of the header of that name (lower case); "" when there is none.
[[nodiscard]] std::string_view header(const fetch::Answer&, std::string_view name);
/// Seconds, or an HTTP date; empty when it is neither or there is none. A date that is past: 0.
[[nodiscard]] std::optional<std::chrono::milliseconds> retry_after(const fetch::Answer&, Instant now);

}  // namespace monitor::sync
