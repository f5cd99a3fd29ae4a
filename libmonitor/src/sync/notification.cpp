// sync: is it Microsoft 365 that says something changed, and whose directory must be read now?

#include "monitor/sync/notification.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "monitor/seal/hash.hpp"
#include "sync/json.hpp"

namespace monitor::sync {
namespace {

constexpr std::size_t largest_body = 512 * 1024, longest_token = 2'048, most_notices = 1'000;

int nibble(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

// As a form is written: %XX, and + for a space.
std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            out += text[at] == '+' ? ' ' : text[at];
            continue;
        }
        if (at + 2 >= text.size()) return std::nullopt;
        const int high = nibble(text[at + 1]), low = nibble(text[at + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        at += 2;
    }
    return out;
}

void once(std::vector<std::size_t>& all, std::size_t one) {
    if (std::ranges::find(all, one) == all.end()) all.push_back(one);
}

}  // namespace

std::optional<std::string> validation_token(std::string_view query) {
    constexpr std::string_view name = "validationToken=";
    if (query.starts_with('?')) query.remove_prefix(1);
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto part = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (!part.starts_with(name)) continue;
        auto token = decoded(part.substr(name.size()));
        if (!token || token->empty() || token->size() > longest_token) return std::nullopt;
        const bool visible = std::ranges::all_of(*token, [](char letter) { return letter >= ' ' && letter < 0x7f; });
        return visible ? token : std::nullopt;
    }
    return std::nullopt;
}

std::expected<Notices, NoticeFlaw> read_notices(std::string_view body, std::span<const Subscription> known) {
    if (body.size() > largest_body) return std::unexpected{NoticeFlaw::too_large};
    const auto leaves = Leaves::read(body, largest_body);
    if (!leaves) return std::unexpected{NoticeFlaw::not_understood};
    struct Notice {
        std::string_view subscription{}, tenant{}, state{}, lifecycle{};
    };
    std::vector<Notice> notices;
    for (const auto& [way, text] : leaves->all()) {
        if (!way.starts_with("value.")) continue;
        const auto dot = way.find('.', 6);
        if (dot == std::string::npos) continue;
        std::size_t place{};
        if (const auto read = std::from_chars(way.data() + 6, way.data() + dot, place);
            read.ec != std::errc{} || read.ptr != way.data() + dot)
            continue;
        if (place >= most_notices) return std::unexpected{NoticeFlaw::too_large};
        if (place >= notices.size()) notices.resize(place + 1);
        const auto name = std::string_view{way}.substr(dot + 1);
        if (name == "subscriptionId") notices[place].subscription = text;
        if (name == "tenantId" || name == "organizationId") notices[place].tenant = text;
        if (name == "clientState") notices[place].state = text;
        if (name == "lifecycleEvent") notices[place].lifecycle = text;
    }
    if (notices.empty()) return std::unexpected{NoticeFlaw::not_understood};
    Notices found;
    for (const auto& notice : notices) {
        const auto of =
            std::ranges::find(known, notice.subscription, [](const Subscription& one) { return std::string_view{one.id}; });
        const bool ours =
            of != known.end() && of->tenant == notice.tenant && seal::equal(as_bytes(of->client_state), as_bytes(notice.state));
        if (!ours) {
            ++found.refused;
            continue;
        }
        const auto place = static_cast<std::size_t>(of - known.begin());
        once(found.changed, place);
        if (notice.lifecycle == "subscriptionRemoved" || notice.lifecycle == "reauthorizationRequired") once(found.lost, place);
    }
    return found;
}

}  // namespace monitor::sync
