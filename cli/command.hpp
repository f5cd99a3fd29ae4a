#pragma once
// cli: what does every command get, and what may it give back?

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

#include "cli/text/words.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/language.hpp"
#include "monitor/base/random.hpp"

namespace monitor::cli {

/// Documented in docs/operations/monitor.md; scripts depend on them.
enum class Exit : int { ok = 0, failure = 1, usage = 2, not_found = 3, not_permitted = 4, conflict = 5, unavailable = 6 };
enum class Format : std::uint8_t { text = 0, json = 1 };
/// Zero: a person must say yes first.
enum class Consent : std::uint8_t { ask_first = 0, given = 1 };
enum class Colour : std::uint8_t { plain = 0, coloured = 1 };
using Word = text::Key;

/// Made once by main() and lent to every command.
struct Context {
    const Clock& clock;
    Random& random;
    std::filesystem::path settings{};
    Format format{};
    Colour colour{};
    Language language{Language::en};
};

/// Becomes monitor-agent when the first word says so; comes back only when that is not meant, or cannot be done.
[[nodiscard]] std::expected<void, Exit> become_agent(int count, char** words, Language);

/// One sentence in the reader's language; {0}, {1} filled.
[[nodiscard]] std::string say(const Context&, Word);
[[nodiscard]] std::string say(const Context&, Word, std::string_view first, std::string_view second = {});
/// The sentence on the error stream, where everything goes that is not data.
void tell(const Context&, Word, std::string_view first = {}, std::string_view second = {});
/// tell(), for a command that ends with it.
[[nodiscard]] Exit failed(const Context&, Exit, Word, std::string_view first = {}, std::string_view second = {});
/// What the library said about the world, and how the command ends because of it.
[[nodiscard]] Exit failed(const Context&, const Error&);

/// On a terminal a person is asked; anywhere else --yes must have said it.
[[nodiscard]] bool agreed(const Context&, Consent, const std::string& question);

/// RFC 3339, UTC, to the second.
[[nodiscard]] std::string written(Instant);

}  // namespace monitor::cli
