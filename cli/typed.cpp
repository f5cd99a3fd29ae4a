// cli: how is what a command says about its words told to CLI11?

#include "typed.hpp"

#include <cstdint>
#include <optional>

#include <CLI/CLI.hpp>

namespace monitor::cli {

Option Option::required() const {
    option_->required();
    return *this;
}

Option Option::called(const char* value) const {
    option_->type_name(value);
    return *this;
}

Option Option::with_default() const {
    option_->capture_default_str();
    return *this;
}

Option Option::between(int least, int most) const {
    option_->check(CLI::Range(least, most));
    return *this;
}

Option Option::one_of(std::vector<std::string> words) const {
    option_->check(CLI::IsMember(std::move(words)));
    return *this;
}

Option Option::checked(std::function<std::string(const std::string&)> complaint) const {
    option_->check(std::move(complaint));
    return *this;
}

Option Option::one_each() const {
    option_->allow_extra_args(false);
    return *this;
}

Option Option::excludes(Option other) const {
    option_->excludes(other.option_);
    return *this;
}

Option Option::needs(Option other) const {
    option_->needs(other.option_);
    return *this;
}

Command Command::word(const char* name, Word help) const {
    auto& made = *app_->add_subcommand(name, say(*context_, help));
    made.require_subcommand(1);
    return {made, *context_, *chosen_};
}

Command Command::command(const char* name, Word help, const char* examples, Work work) const {
    auto& made = *app_->add_subcommand(name, say(*context_, help));
    made.footer(examples);
    made.callback([chosen = chosen_, work = std::move(work)] { *chosen = work; });
    const Command command{made, *context_, *chosen_};
    command.flag(
        "--json", [context = context_] { context->format = Format::json; }, Word::help_json);
    return command;
}

void Command::elsewhere(const char* name, Word help) const {
    app_->add_subcommand(name, say(*context_, help))->prefix_command();
}

template <class T>
Option Command::option(const char* name, T& into, Word help, std::string_view filled) const {
    return Option{*app_->add_option(name, into, filled.empty() ? say(*context_, help) : say(*context_, help, filled))};
}
template Option Command::option(const char*, std::string&, Word, std::string_view) const;
template Option Command::option(const char*, std::optional<std::string>&, Word, std::string_view) const;
template Option Command::option(const char*, std::vector<std::string>&, Word, std::string_view) const;
template Option Command::option(const char*, std::filesystem::path&, Word, std::string_view) const;
template Option Command::option(const char*, int&, Word, std::string_view) const;
template Option Command::option(const char*, std::size_t&, Word, std::string_view) const;
template Option Command::option(const char*, std::optional<std::uint64_t>&, Word, std::string_view) const;

Option Command::one_word(const char* name, std::function<void(const std::string&)> when_typed, std::vector<std::string> words,
                         Word help) const {
    return Option{*app_->add_option_function(name, when_typed, say(*context_, help))}.one_of(std::move(words));
}

Option Command::flag(const char* name, std::function<void()> when_typed, Word help) const {
    return Option{*app_->add_flag_callback(name, std::move(when_typed), say(*context_, help))};
}

Option Command::school(std::string& into) const {
    return option("--school", into, Word::help_school).called("BRIN");
}

Option Command::requested(std::string& into) const {
    return option("--requested", into, Word::help_requested).called("DATE");
}

Command Command::exactly_one() const {
    auto& group = *app_->add_option_group("question");
    group.require_option(1);
    return {group, *context_, *chosen_};
}

}  // namespace monitor::cli
