// cli: how does a command speak to the person who typed it?

#include "command.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <iostream>

#include <fmt/format.h>
#include <unistd.h>

#include "monitor/base/rfc3339.hpp"

namespace monitor::cli {

std::string say(const Context& context, Word word) {
    return std::string{text::words(word, context.language)};
}

std::string say(const Context& context, Word word, std::string_view first, std::string_view second) {
    return fmt::format(fmt::runtime(text::words(word, context.language)), first, second);
}

void tell(const Context& context, Word word, std::string_view first, std::string_view second) {
    std::cerr << "monitor: " << say(context, word, first, second) << '\n';
}

bool agreed(const Context& context, Consent consent, const std::string& question) {
    if (consent == Consent::given) return true;
    if (isatty(STDIN_FILENO) != 1) {
        tell(context, Word::needs_yes);
        return false;
    }
    std::cerr << question << ' ' << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "j" || answer == "yes" || answer == "ja";
}

Exit failed(const Context& context, Exit exit, Word word, std::string_view first, std::string_view second) {
    tell(context, word, first, second);
    return exit;
}

namespace {

Exit exit_of(const Error& error) {
    if (error.system_code == EACCES || error.system_code == EPERM) return Exit::not_permitted;
    switch (error.remedy) {
        case Remedy::try_again: return Exit::unavailable;
        case Remedy::conflict: return Exit::conflict;
        case Remedy::not_found: return Exit::not_found;
        case Remedy::correct_input:
        case Remedy::ask_operator:
        case Remedy::give_up: break;
    }
    return Exit::failure;
}

Word advice(const Error& error) {
    if (error.system_code == EACCES || error.system_code == EPERM) return Word::advice_not_permitted;
    switch (error.remedy) {
        case Remedy::try_again: return Word::advice_try_again;
        case Remedy::correct_input: return Word::advice_correct_input;
        case Remedy::ask_operator: return Word::advice_ask_operator;
        case Remedy::give_up: return Word::advice_give_up;
        case Remedy::conflict: return Word::advice_conflict;
        case Remedy::not_found: return Word::advice_not_found;
    }
    return Word::advice_give_up;
}

}  // namespace

Exit failed(const Context& context, const Error& error) {
    std::string what{error.operation};
    if (!error.place.empty()) what += ": " + error.place;
    if (error.system_code != 0) what += fmt::format(": {} ({})", std::strerror(error.system_code), error.system_code);
    tell(context, advice(error), what);
    return exit_of(error);
}

std::string written(Instant instant) {
    return rfc3339(instant);
}

}  // namespace monitor::cli
