// sync: how is a service asked that may be busy, slow or away, without pressing it?

#include "sync/asker.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

namespace monitor::sync {
namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr milliseconds longest_pause = 24h;

bool passing(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
}

std::optional<int> number(std::string_view text) {
    int value{};
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || wrong != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 §5.6.7, the form that senders must use)
std::optional<Instant> http_date(std::string_view text) {
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
    const auto month = std::ranges::find(months, text.substr(8, 3));
    const auto day = number(text.substr(5, 2)), year = number(text.substr(12, 4));
    const auto hour = number(text.substr(17, 2)), minute = number(text.substr(20, 2)), second = number(text.substr(23, 2));
    if (month == months.end() || !day || !year || !hour || !minute || !second) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(month - months.begin()) + 1},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return Instant{std::chrono::sys_days{date}} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
           std::chrono::seconds{*second};
}

// What the world could not give: an answer that was wrong is not the same as no answer.
Failure failed(const Error& error, std::string_view what) {
    const bool read = error.operation == "read an answer" && error.remedy == Remedy::give_up;
    return {read ? Problem::not_understood : Problem::unreachable, fmt::format("{}: {}", what, error.operation), {}};
}

}  // namespace

std::string_view header(const fetch::Answer& answer, std::string_view name) {
    const auto found = std::ranges::find(answer.headers, name, [](const auto& one) { return std::string_view{one.first}; });
    return found == answer.headers.end() ? std::string_view{} : std::string_view{found->second};
}

std::optional<milliseconds> retry_after(const fetch::Answer& answer, Instant now) {
    const auto value = header(answer, "retry-after");
    if (const auto seconds = number(value)) return std::min<milliseconds>(std::chrono::seconds{*seconds}, longest_pause);
    if (const auto date = http_date(value)) return std::clamp<milliseconds>(*date - now, 0ms, longest_pause);
    return std::nullopt;
}

milliseconds Asker::lot(milliseconds up_to) {
    std::array<std::byte, 8> drawn;
    random_.fill(drawn);
    std::uint64_t value{};
    std::memcpy(&value, drawn.data(), sizeof value);
    return milliseconds{static_cast<std::int64_t>(value % (static_cast<std::uint64_t>(up_to.count()) + 1))};
}

milliseconds Asker::pause(int tried, const fetch::Answer* answer) {
    // At least what was asked for, and not all at the same moment.
    if (const auto asked = answer ? retry_after(*answer, clock_.now()) : std::nullopt) return *asked + lot(1s);
    const auto whole = std::min(patience_.first * (1 << std::min(tried, 20)), patience_.longest);
    return whole / 2 + lot(whole / 2);
}

void Asker::notice(const fetch::Answer& answer) {
    // "0.8" to "1.8": the share of what this application may ask of this tenant; seen from 0.8 on.
    const auto said = header(answer, "x-ms-throttle-limit-percentage");
    slower_ = said.empty() ? 0ms : said.starts_with("0.") ? 1s : 5s;
}

std::expected<fetch::Answer, Failure> Asker::ask(const fetch::Ask& question, std::string_view what) {
    auto stoppable = question;
    stoppable.stop = going_.token();
    for (int tried = 0;; ++tried) {
        if (slower_ > 0ms) going_.wait(std::exchange(slower_, 0ms));
        if (const auto ended = going_.ended()) return std::unexpected{Failure{*ended, std::string{what}, {}}};
        auto answer = fetch_.fetch(stoppable);
        if (answer) {
            notice(*answer);
            if (!passing(answer->status)) return std::move(*answer);
        } else if (answer.error().remedy != Remedy::try_again) {
            return std::unexpected{failed(answer.error(), what)};
        }
        const auto needed = pause(tried, answer ? &*answer : nullptr);
        if (tried + 1 >= patience_.tries || needed > patience_.total) {
            if (!answer) return std::unexpected{failed(answer.error(), what)};
            return std::unexpected{Failure{answer->status == 429 ? Problem::busy : Problem::service,
                                           fmt::format("{}: HTTP {}", what, answer->status), needed}};
        }
        patience_.total -= needed;
        going_.wait(needed);
    }
}

}  // namespace monitor::sync
