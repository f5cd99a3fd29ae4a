#pragma once
// cli: of which log is a command about the record, and how does it leave on the output?

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "office.hpp"
#include "typed.hpp"

namespace monitor::cli {

enum class Whose : std::uint8_t { school = 0, operator_ = 1 };
/// --school BRIN or --operator.
struct LogWanted {
    std::string school{};
    Whose whose{};
};
void offer_log(Command command, LogWanted& into);

struct OpenLog {
    std::unique_ptr<Office> office{};
    SchoolId school{};
    std::string name{};  ///< BRIN, or "operator"
};
[[nodiscard]] std::expected<OpenLog, Exit> open_log(const Context&, const LogWanted&);

/// On the output, or into `path` where it is not empty, whole or not at all: `write` hands over piece by piece.
using Piece = std::function<void(std::string_view)>;
[[nodiscard]] std::expected<void, Exit> write_out(const Context&, const std::string& path,
                                                  const std::function<std::expected<void, Error>(const Piece&)>& write);

// One a file.
void add_audit_export(Command audit);
void add_audit_verify(Command audit);
void add_audit_looks(Command audit);

}  // namespace monitor::cli
