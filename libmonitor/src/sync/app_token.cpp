// sync: what shows Graph that we are the application the school allowed in?

#include "sync/app_token.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "sync/json.hpp"

namespace monitor::sync {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t largest = 64 * 1024;
constexpr auto early = 300s, longest = 3'600s * 24;

bool visible(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return letter > ' ' && letter < 0x7f; });
}

// "AADSTS7000222: The provided client secret keys … are expired": the number says which, the rest is not ours to repeat.
std::string_view number_of(std::string_view description) {
    if (!description.starts_with("AADSTS")) return {};
    const auto end = description.find_first_not_of("0123456789", 6);
    return description.substr(0, std::min<std::size_t>(end, 16));
}

Failure refused(const fetch::Answer& answer) {
    const auto said = Leaves::read(answer.body, largest);
    auto code = said ? std::string{said->at("error")} : std::string{};
    if (code.size() > 40 || !visible(code)) code.clear();
    const auto number = said ? number_of(said->at("error_description")) : std::string_view{};
    const bool ours = answer.status == 400 || answer.status == 401 || answer.status == 403 || answer.status == 404;
    return {ours ? Problem::sign_in : Problem::service, fmt::format("token: HTTP {} {} {}", answer.status, code, number), {}};
}

}  // namespace

std::string percent(std::string_view text) {
    static constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string out;
    for (const char letter : text) {
        if (plain.find(letter) != std::string_view::npos)
            out += letter;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
    return out;
}

AppToken::AppToken(const settings::Connection& connection, std::string secret)
    : address_{fmt::format("{}/{}/oauth2/v2.0/token", connection.login_url, connection.tenant)},
      question_{fmt::format("grant_type=client_credentials&client_id={}&client_secret={}&scope={}", percent(connection.client_id),
                            percent(secret), percent(connection.url + "/.default"))} {}

std::expected<std::string, Failure> AppToken::current(Asker& asker) {
    if (!token_.empty() && asker.clock().tick() < until_) return token_;
    const fetch::Ask question{.method = fetch::Method::post,
                              .url = address_,
                              .headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
                              .body = question_,
                              .patience = 30s,
                              .at_most = largest};
    const auto answer = asker.ask(question, "token");
    if (!answer) return std::unexpected{answer.error()};
    if (answer->status != 200) return std::unexpected{refused(*answer)};
    const auto said = Leaves::read(answer->body, largest);
    const auto token = said ? said->at("access_token") : std::string_view{};
    if (token.empty() || !visible(token))
        return std::unexpected{Failure{Problem::not_understood, "token: there is none in the answer", {}}};
    int seconds{};
    const auto life = said->at("expires_in");
    std::from_chars(life.data(), life.data() + life.size(), seconds);
    token_ = token;
    until_ = asker.clock().tick() + std::clamp<std::chrono::seconds>(std::chrono::seconds{seconds} - early, 0s, longest);
    return token_;
}

}  // namespace monitor::sync
