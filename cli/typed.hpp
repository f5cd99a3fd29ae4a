#pragma once
// cli: what may be typed after `monitor`? CLI11 stands behind this, seen by typed.cpp and main.cpp alone: it is headers, compiled
// anew wherever they are seen.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace monitor::cli {

/// The work of the one command that was typed; main() does it after all words on the line were understood.
using Work = std::function<Exit(const Context&)>;

/// A handle on one option, flag or argument; what it says stands in the help and is held to before any work begins.
class Option {
public:
    explicit Option(CLI::Option& option) noexcept : option_{&option} {}
    Option required() const;
    /// What the help calls the value: "BRIN".
    Option called(const char* value) const;
    /// The help tells what it is when it is not typed.
    Option with_default() const;
    /// Both ends included.
    Option between(int least, int most) const;
    Option one_of(std::vector<std::string> words) const;
    /// `complaint` gives what is wrong with a text; empty: nothing.
    Option checked(std::function<std::string(const std::string&)> complaint) const;
    /// For a list: one value each time it is typed, so that a word behind it is an argument again.
    Option one_each() const;
    Option excludes(Option) const;
    Option needs(Option) const;

private:
    CLI::Option* option_;
};

/// A handle on one word of the line: `monitor`, `monitor device`, `monitor device list`.
class Command {
public:
    Command(CLI::App& app, Context& context, Work& chosen) noexcept : app_{&app}, context_{&context}, chosen_{&chosen} {}

    /// A word that only has commands below it.
    Command word(const char* name, Word help) const;
    /// A command with its help, its examples and --json; whichever was typed has its work done.
    Command command(const char* name, Word help, const char* examples, Work) const;
    /// A word of another program, named here for the help alone.
    void elsewhere(const char* name, Word help) const;

    /// T: std::string, std::optional<std::string>, std::vector<std::string>, std::filesystem::path, int, std::size_t,
    /// std::optional<std::uint64_t>. `into` must live as long as the command's work. A name without dashes is an argument by its
    /// place. `filled` stands at {0} in the help.
    template <class T>
    Option option(const char* name, T& into, Word help, std::string_view filled = {}) const;
    /// One of these words, each standing for a value.
    template <class Value>
    Option option(const char* name, Value& into, std::vector<std::pair<std::string, Value>> words, Word help) const {
        std::vector<std::string> offered;
        for (const auto& [word, value] : words) offered.push_back(word);
        return one_word(
            name,
            [&into, words = std::move(words)](const std::string& typed) {
                for (const auto& [word, value] : words)
                    if (word == typed) into = value;
            },
            std::move(offered), help);
    }
    Option flag(const char* name, std::function<void()> when_typed, Word help) const;
    /// --school BRIN, for a server with several.
    Option school(std::string& into) const;
    /// --requested DATE, for what the operator does because somebody asked for it in writing.
    Option requested(std::string& into) const;
    /// Of the options hung on what this gives, exactly one must be typed.
    Command exactly_one() const;

private:
    Option one_word(const char* name, std::function<void(const std::string&)> when_typed, std::vector<std::string> words,
                    Word help) const;

    CLI::App* app_;
    Context* context_;
    Work* chosen_;
};

/// Hangs the commands of one school below a word: each with --school, doing its work with what was given.
template <class Given>
class SchoolCommands {
public:
    SchoolCommands(Command under, std::shared_ptr<Given> given) : under_{under}, given_{std::move(given)} {}

    Command operator()(const char* name, Word help, Exit (*run)(const Context&, const Given&), const char* examples) const {
        const auto made =
            under_.command(name, help, examples, [given = given_, run](const Context& context) { return run(context, *given); });
        made.school(given_->school);
        return made;
    }

private:
    Command under_;
    std::shared_ptr<Given> given_;
};

}  // namespace monitor::cli
