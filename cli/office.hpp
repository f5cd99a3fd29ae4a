#pragma once
// cli: where are this server's settings and everything it keeps, for a command that runs beside it?

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "command.hpp"
#include "monitor/base/executor.hpp"
#include "monitor/base/log.hpp"
#include "monitor/school/roll.hpp"
#include "monitor/settings/server.hpp"
#include "monitor/store/stores.hpp"

namespace monitor::cli {

/// Warnings and errors of the library go to the error stream.
class ErrorStreamLog final : public Log {
public:
    void write(Level, std::string_view room, std::string_view line) override;
};

/// Destroyed in reverse: the stores end before the log they write to.
struct Office {
    settings::Server settings{};
    ErrorStreamLog log{};
    store::Stores stores{};

    /// Runs `work` on the thread that owns people, and waits.
    template <class Work>
    auto on_people(Work work) {
        return ask(*stores.people_thread, std::move(work));
    }
    template <class Work>
    auto on_audit(Work work) {
        return ask(*stores.audit_thread, std::move(work));
    }
};

/// Where the tables are: a file, or a PostgreSQL, of which only the connection can tell whether they are there.
[[nodiscard]] std::string tables_place(const settings::Server&);
[[nodiscard]] bool tables_there(const settings::Server&, std::error_code&);

/// What to do when nothing was ever kept here.
enum class Opening : std::uint8_t { existing_only = 0, make_if_needed = 1 };

/// What is wrong has been told when an Exit comes back.
[[nodiscard]] std::expected<settings::Server, Exit> read_settings(const Context&);
[[nodiscard]] std::expected<std::unique_ptr<Office>, Exit> open_office(const Context&, Opening);
/// The whole of a file, or what the system said.
[[nodiscard]] std::expected<std::string, Error> whole_file(const std::filesystem::path&);

/// The school with that BRIN; with "" the only one there is.
[[nodiscard]] std::expected<school::School, Exit> choose_school(const Context&, Office&, const std::string& brin);
[[nodiscard]] std::expected<std::unique_ptr<const school::Roll>, Exit> roll_of(const Context&, Office&, SchoolId);
/// The office, and the school a command is about.
struct AtSchool {
    std::unique_ptr<Office> office{};
    school::School school{};
};
[[nodiscard]] std::expected<AtSchool, Exit> open_at_school(const Context&, const std::string& brin);
/// The same, with everybody of that school.
struct AtRoll {
    std::unique_ptr<Office> office{};
    school::School school{};
    std::unique_ptr<const school::Roll> roll{};
};
[[nodiscard]] std::expected<AtRoll, Exit> open_at_roll(const Context&, const std::string& brin);

/// The site with that name or id; with "" the only one there is.
[[nodiscard]] std::expected<school::Site, Exit> choose_site(const Context&, const school::Roll&, const std::string& wanted);

/// On disk when it returns: whatever it announces comes after. When and by whom (the operator) is filled in. Asks no rules: only for
/// the technique that they do not know (docs/decisions/0024); all else by note() in commands/asked.hpp.
[[nodiscard]] std::expected<void, Exit> note_unruled(const Context&, Office&, SchoolId, audit::Entry);

}  // namespace monitor::cli
