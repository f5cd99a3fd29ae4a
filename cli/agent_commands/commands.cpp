#include "commands.hpp"

#include <cerrno>
#include <fstream>
#include <sstream>

#include <unistd.h>

namespace monitor::agent_cli {

void ErrorStreamLog::write(Level level, std::string_view room, std::string_view line) {
    if (level < least) return;
    const auto mark = level == Level::error ? "error: " : level == Level::warning ? "warning: " : "";
    const auto whole = fmt::format("{}: {}{}\n", room, mark, line);
    (void)!::write(STDERR_FILENO, whole.data(), whole.size());  // one write a line: lines of two threads do not mix
}

std::string say(const Context& context, Word word) {
    std::string words{text::words(word, context.language)};
    for (auto at = words.find("\\n"); at != words.npos; at = words.find("\\n")) words.replace(at, 2, "\n");
    return words;
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

}  // namespace

Exit failed(const Context& context, const Error& error) {
    auto where = error.place;
    if (error.system_code != 0)
        where += fmt::format("{}{}", where.empty() ? "" : ": ", std::generic_category().message(error.system_code));
    return failed(context, exit_of(error), Word::failed_at, error.operation, where);
}

std::expected<settings::Agent, Exit> settings_in(const Context& context, const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        const auto exit = errno == EACCES ? Exit::not_permitted : Exit::not_found;
        return std::unexpected{failed(context, exit, Word::settings_unreadable, path.string())};
    }
    std::stringstream toml;
    toml << file.rdbuf();
    auto read = settings::agent(toml.str(), std::filesystem::absolute(path).parent_path());
    if (read) return std::move(*read);
    std::cerr << settings::describe(read.error(), path.string());
    return std::unexpected{Exit::failure};
}

}  // namespace monitor::agent_cli
