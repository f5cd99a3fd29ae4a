// audit: how is a line of the log written for others to check, and read again?

#include "monitor/audit/evidence.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "audit/export_words.hpp"
#include "audit/lines.hpp"

namespace monitor::audit {
namespace {

std::unexpected<Error> wrong(const char* place) {
    return std::unexpected{Error{Remedy::correct_input, "read a line of the log", 0, place}};
}

std::optional<Hash> hash_from(std::string_view text) {
    const auto bytes = from_hex(text);
    Hash hash;
    if (!bytes || bytes->size() != hash.size() || hex(*bytes) != text) return std::nullopt;
    std::ranges::copy(*bytes, hash.begin());
    return hash;
}

std::optional<Salted> salted_from(std::string_view salt, std::string_view content) {
    auto first = from_base64url(salt), second = from_base64url(content);
    if (!first || !second || first->size() != sizeof(Hash)) return std::nullopt;
    return Salted{std::move(*first), std::move(*second)};
}

}  // namespace

Fit fit(const Evidence& line) {
    if (!line.lasting) return Fit::fits;
    const auto of = [&](Part part, const Salted& salted) { return commitment(part, line.index, salted.salt, salted.content); };
    const auto personal = line.personal ? of(Part::personal, *line.personal) : line.erased;
    return leaf(of(Part::lasting, *line.lasting), personal) == line.leaf ? Fit::fits : Fit::differs;
}

std::expected<std::optional<Entry>, Error> entry(const Evidence& line) {
    if (!line.lasting) return std::nullopt;
    return line.personal ? decode(line.lasting->content, line.personal->content) : decode(line.lasting->content);
}

std::string export_line(const Evidence& line) {
    const auto begin = fmt::format("{} {}", line.index, hex(line.leaf));
    if (!line.lasting) return fmt::format("{} {}\n", begin, words::erased);
    const auto lasting = fmt::format("{} {}", base64url(line.lasting->salt), base64url(line.lasting->content));
    if (!line.personal) return fmt::format("{} {} {} {}\n", begin, words::lasting, lasting, hex(line.erased));
    return fmt::format("{} {} {} {} {}\n", begin, words::whole, lasting, base64url(line.personal->salt),
                       base64url(line.personal->content));
}

std::expected<Evidence, Error> evidence(std::string_view text) {
    if (text.size() > words::longest_line) return wrong("longer than a line is");
    const auto parts = split(text, ' ');
    if (parts.size() < 3) return wrong("too few words");
    Evidence line;
    const auto index = number_from(parts[0]);
    if (!index) return wrong("no number");
    const auto hash = hash_from(parts[1]);
    if (!hash) return wrong("no leaf");
    line.index = *index;
    line.leaf = *hash;
    const auto kind = parts[2];
    if (kind == words::erased && parts.size() == 3) return line;
    if (!(kind == words::lasting && parts.size() == 6) && !(kind == words::whole && parts.size() == 7))
        return wrong("no such kind of line");
    line.lasting = salted_from(parts[3], parts[4]);
    if (!line.lasting) return wrong("no lasting part");
    if (kind == words::lasting) {
        const auto commitment = hash_from(parts[5]);
        if (!commitment) return wrong("no commitment");
        line.erased = *commitment;
        return line;
    }
    line.personal = salted_from(parts[5], parts[6]);
    if (!line.personal) return wrong("no personal part");
    return line;
}

std::string export_head(std::string_view origin, std::uint64_t checkpoints, std::uint64_t lines) {
    return fmt::format("{}\n{}\n{}{}\n{}{}\n", words::title, origin, words::checkpoints, checkpoints, words::lines, lines);
}

}  // namespace monitor::audit
