#pragma once
// pages: what did the browser send along, and did our own page send it?

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace monitor::pages {

struct Field {
    std::string name{}, value{};
};
using Fields = std::vector<Field>;

/// Whether a value may have line ends: a text area sends CR LF between its lines, a query never has them.
enum class Lines : std::uint8_t { one = 0, several = 1 };

/// application/x-www-form-urlencoded, of a body or a query. Empty: broken escapes, control bytes, more than `most` fields, or a
/// name twice.
[[nodiscard]] std::optional<Fields> fields(std::string_view text, Lines = Lines::one, std::size_t most = 32);
/// "" when it is not there.
[[nodiscard]] std::string_view value_of(const Fields&, std::string_view name) noexcept;
/// For a query: everything but letters, digits and -._~ as %XX.
[[nodiscard]] std::string percent_encoded(std::string_view);

/// What a form of ours holds to prove that it is ours: follows from the secret in the visitor's cookie, which no other site can
/// read.
[[nodiscard]] std::string form_token(std::string_view cookie_secret);
/// In constant time; false for an empty secret.
[[nodiscard]] bool is_form_token(std::string_view given, std::string_view cookie_secret);

/// Did a page of this very origin send this request? Origin must be ours where it is said, and one of the two must be said.
[[nodiscard]] bool same_origin(std::string_view origin, std::string_view fetch_site, std::string_view public_url) noexcept;

}  // namespace monitor::pages
