#pragma once
// monitor-agent: what does every command get, and what may it give back?

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
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

namespace CLI {
class App;
}

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

using Work = std::function<Exit()>;
void add_service(CLI::App&, Context&, Work& chosen);
void add_run(CLI::App&, Context&, Work& chosen);
void add_capture(CLI::App&, Context&, Work& chosen);

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
