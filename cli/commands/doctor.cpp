// cli: `monitor doctor`: is everything as it should be, and if not, what should be done? The first thing to run when in doubt.

#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/checks.hpp"
#include "commands/commands.hpp"

namespace monitor::cli {
namespace {

std::string shown(const Context& context, Health health) {
    switch (health) {
        case Health::ok: return context.colour == Colour::coloured ? "\033[32mok\033[0m     " : "ok     ";
        case Health::warning: return context.colour == Colour::coloured ? "\033[33mwarning\033[0m" : "warning";
        case Health::wrong: return context.colour == Colour::coloured ? "\033[31mwrong\033[0m  " : "wrong  ";
    }
    return "wrong  ";
}

std::string_view word(Health health) {
    switch (health) {
        case Health::ok: return "ok";
        case Health::warning: return "warning";
        case Health::wrong: return "wrong";
    }
    return "wrong";
}

void print(const Context& context, const std::vector<Check>& checks) {
    for (const auto& check : checks) {
        std::cout << fmt::format("{}  {:18} {}\n", shown(context, check.health), check.subject, check.found);
        if (check.health != Health::ok && !check.advice.empty())
            std::cout << fmt::format("         {:18} → {}\n", "", check.advice);
    }
}

void print_as_json(const std::vector<Check>& checks, std::string_view worst) {
    toml::array all;
    for (const auto& check : checks) {
        toml::table entry{{"health", std::string{word(check.health)}}, {"subject", check.subject}, {"found", check.found}};
        if (check.health != Health::ok && !check.advice.empty()) entry.insert("advice", check.advice);
        all.push_back(std::move(entry));
    }
    print_json(toml::table{{"checks", std::move(all)}, {"worst", std::string{worst}}});
}

Exit examine(const Context& context) {
    const auto checks = examined(context);
    const auto worst = std::ranges::max(checks, {}, &Check::health).health;
    if (context.format == Format::json)
        print_as_json(checks, word(worst));
    else
        print(context, checks);
    return worst == Health::wrong ? Exit::failure : Exit::ok;
}

}  // namespace

void add_doctor(Command monitor) {
    monitor.command("doctor", Word::help_doctor, "  monitor doctor\n  monitor --config monitor.toml doctor --json", examine);
}

}  // namespace monitor::cli
