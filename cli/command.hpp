#pragma once
// cli: what does every command get, and what may it give back?

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "cli/text/words.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/language.hpp"
#include "monitor/base/random.hpp"

namespace CLI {
class App;
}

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

/// The work of the one command that was typed; main() does it after all words on the line were understood.
using Work = std::function<Exit()>;

// One a file in commands/: hangs its commands on the app; whichever is typed puts its work into `chosen`.
void add_roster(CLI::App&, Context&, Work& chosen);
void add_school(CLI::App&, Context&, Work& chosen);
void add_site(CLI::App&, Context&, Work& chosen);
void add_admin(CLI::App&, Context&, Work& chosen);
void add_device(CLI::App&, Context&, Work& chosen);
void add_directory(CLI::App&, Context&, Work& chosen);
void add_session(CLI::App&, Context&, Work& chosen);
void add_lesson(CLI::App&, Context&, Work& chosen);
void add_objection(CLI::App&, Context&, Work& chosen);
void add_code(CLI::App&, Context&, Work& chosen);
void add_policy(CLI::App&, Context&, Work& chosen);
void add_audit(CLI::App&, Context&, Work& chosen);
void add_privacy(CLI::App&, Context&, Work& chosen);
void add_retention(CLI::App&, Context&, Work& chosen);
void add_doctor(CLI::App&, Context&, Work& chosen);
/// `agent` and `capture` belong to the program monitor-agent, beside this one; here they are only named in the help.
void add_agent(CLI::App&, const Context&);
/// Becomes monitor-agent when the first word says so; comes back only when that is not meant, or cannot be done.
[[nodiscard]] std::expected<void, Exit> become_agent(int count, char** words, Language);

/// Hangs one command below another: its help, its examples, --json, and what it does when it was typed.
[[nodiscard]] CLI::App& subcommand(CLI::App& under, Context&, Work& chosen, const char* name, Word help, const char* examples,
                                   Work);
/// --school BRIN, for a server with several.
void offer_school(CLI::App&, const Context&, std::string& into);
/// Hangs the commands of one school below a word: each as subcommand(), with --school, doing its work with what was given.
template <class Given>
class SchoolCommands {
public:
    using Command = Exit (*)(const Context&, const Given&);
    SchoolCommands(CLI::App& under, Context& context, Work& chosen, std::shared_ptr<Given> given)
        : under_{under}, context_{context}, chosen_{chosen}, given_{std::move(given)} {}

    CLI::App* operator()(const char* name, Word help, Command run, const char* examples) const {
        auto& made = subcommand(under_, context_, chosen_, name, help, examples,
                                [&context = context_, given = given_, run] { return run(context, *given); });
        offer_school(made, context_, given_->school);
        return &made;
    }

private:
    CLI::App& under_;
    Context& context_;
    Work& chosen_;
    std::shared_ptr<Given> given_;
};

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
