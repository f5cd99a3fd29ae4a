#pragma once
// monitor-agent: what does every command get, and what may it give back?

#include <cstdint>
#include <expected>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cli/agent_text/words.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/language.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/settings/agent.hpp"

namespace monitor::agent_cli {

/// Documented in docs/operations/agent.md; scripts depend on them.
enum class Exit : int { ok = 0, failure = 1, usage = 2, not_found = 3, not_permitted = 4, conflict = 5, unavailable = 6 };
using Word = text::Key;

/// Lines on the error stream: "agent: …". Thread-safe.
class ErrorStreamLog final : public Log {
public:
    void write(Level, std::string_view room, std::string_view line) override;
    Level least{Level::info};
};

/// Made once by main() and lent to every command.
struct Context {
    const Clock& clock;
    Random& random;
    ErrorStreamLog& log;
    Language language{Language::en};  ///< of what is said to the person who typed
};

/// monitor-agent service: the half that holds the key and the line, until it is told to stop.
[[nodiscard]] Exit serve(const Context&, const std::filesystem::path& config);

/// What was typed after `monitor-agent run`; empty: as the settings say.
struct DesktopWords {
    std::filesystem::path config{}, socket{};
    std::string display{}, backend{}, source{}, language{"nl"};
};
/// monitor-agent run: the half that stands on the desktop: strip, then pictures; until it is told to stop.
[[nodiscard]] Exit stand(const Context&, const DesktopWords&);

/// What was typed after `monitor-agent capture once`.
struct OnceWords {
    std::string out{}, backend{"auto"}, source{}, size{"480x270"};  ///< out "-": standard output; size: WIDTHxHEIGHT, pixels
    bool force{};
};
/// One WebP of this screen.
[[nodiscard]] Exit capture_once(const Context&, const OnceWords&);

[[nodiscard]] std::string say(const Context&, Word);
template <class... Parts>
[[nodiscard]] Exit failed(const Context& context, Exit exit, Word word, const Parts&... parts) {
    std::cerr << "monitor-agent: " << fmt::format(fmt::runtime(text::words(word, context.language)), parts...) << '\n';
    return exit;
}
[[nodiscard]] Exit failed(const Context&, const Error&);
/// Every problem of the file at once, each with its line.
[[nodiscard]] std::expected<settings::Agent, Exit> settings_in(const Context&, const std::filesystem::path&);

}  // namespace monitor::agent_cli
