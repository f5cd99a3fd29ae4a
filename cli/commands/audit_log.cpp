#include "commands/audit_log.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include <sys/stat.h>

namespace monitor::cli {

void offer_log(Command command, LogWanted& into) {
    const auto school = command.option("--school", into.school, Word::help_school).called("BRIN");
    command
        .flag(
            "--operator", [&into] { into.whose = Whose::operator_; }, Word::help_operator)
        .excludes(school);
}

std::expected<OpenLog, Exit> open_log(const Context& context, const LogWanted& wanted) {
    auto office = open_office(context, Opening::existing_only);
    if (!office) return std::unexpected{office.error()};
    if (wanted.whose == Whose::operator_) return OpenLog{std::move(*office), {}, "operator"};
    auto school = choose_school(context, **office, wanted.school);
    if (!school) return std::unexpected{school.error()};
    return OpenLog{std::move(*office), school->id, school->brin};
}

std::expected<void, Exit> write_out(const Context& context, const std::string& path,
                                    const std::function<std::expected<void, Error>(const Piece&)>& write) {
    if (path.empty()) {
        const auto written = write([](std::string_view piece) { std::cout << piece; });
        if (!written) return std::unexpected{failed(context, written.error())};
        std::cout.flush();
        if (!std::cout) return std::unexpected{failed(context, Error{Remedy::ask_operator, "write", errno, "standard output"})};
        return {};
    }
    // What others may not read: it holds who looked at whom.
    const auto beside = path + ".part";
    const auto mask = ::umask(0077);
    std::FILE* file = std::fopen(beside.c_str(), "wbe");
    ::umask(mask);
    if (file == nullptr) return std::unexpected{failed(context, Error{Remedy::ask_operator, "write", errno, beside})};
    bool fits = true;
    const auto written =
        write([&](std::string_view piece) { fits = fits && std::fwrite(piece.data(), 1, piece.size(), file) == piece.size(); });
    fits = std::fclose(file) == 0 && fits;
    const int code = errno;
    if (written && fits && std::rename(beside.c_str(), path.c_str()) == 0) return {};
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    if (!written) return std::unexpected{failed(context, written.error())};
    return std::unexpected{failed(context, Error{Remedy::ask_operator, "write", code, path})};
}

}  // namespace monitor::cli
