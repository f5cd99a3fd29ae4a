// pages: what did the browser send along, and did our own page send it?

#include "http/form.hpp"

#include <algorithm>

#include "monitor/base/bytes.hpp"
#include "monitor/seal/hash.hpp"

namespace monitor::pages {
namespace {

std::optional<std::string> decoded(std::string_view text, Lines lines) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '+') {
            c = ' ';
        } else if (c == '%') {
            if (text.size() - i < 3) return std::nullopt;
            const auto byte = from_hex(text.substr(i + 1, 2));
            if (!byte) return std::nullopt;
            c = static_cast<char>(byte->front());
            i += 2;
        }
        const bool line_end = lines == Lines::several && (c == '\r' || c == '\n');
        if ((static_cast<unsigned char>(c) < 0x20 && !line_end) || c == 0x7f) return std::nullopt;
        out += c;
    }
    return out;
}

}  // namespace

std::optional<Fields> fields(std::string_view text, Lines lines, std::size_t most) {
    Fields found;
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = decoded(pair.substr(0, equals), Lines::one);
        auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), lines);
        if (!name || !value || found.size() == most) return std::nullopt;
        if (std::ranges::find(found, *name, &Field::name) != found.end()) return std::nullopt;
        found.push_back({std::move(*name), std::move(*value)});
    }
    return found;
}

std::string_view value_of(const Fields& fields, std::string_view name) noexcept {
    const auto found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? std::string_view{} : std::string_view{found->value};
}

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                           c == '_' || c == '~';
        if (plain)
            out += c;
        else
            out += "%" + hex(as_bytes({&c, 1}));
    }
    return out;
}

std::string form_token(std::string_view cookie_secret) {
    return base64url(seal::sha256(as_bytes("monitor form v1\n" + std::string{cookie_secret})));
}

bool is_form_token(std::string_view given, std::string_view cookie_secret) {
    return !cookie_secret.empty() && seal::equal(as_bytes(given), as_bytes(form_token(cookie_secret)));
}

bool same_origin(std::string_view origin, std::string_view fetch_site, std::string_view public_url) noexcept {
    if (!origin.empty() && origin != public_url) return false;
    if (!fetch_site.empty() && fetch_site != "same-origin") return false;
    return !origin.empty() || !fetch_site.empty();
}

}  // namespace monitor::pages
