// sync: what stands in the file that an administration leaves for us?

#include <fmt/format.h>

#include "monitor/roster/readers.hpp"
#include "monitor/sync/administration.hpp"

namespace monitor::sync {
namespace {

Failure unreadable(const Error& error) {
    return {Problem::file, fmt::format("{}: system code {}", error.operation, error.system_code), {}};
}

}  // namespace

std::expected<Delivery, Failure> read_file(const settings::Connection& set, Instant now) {
    roster::Reading reading{.now = now, .brin = set.school};
    if (set.kind == settings::ConnectionKind::edexml) {
        const auto source = roster::file_source(set.file);
        if (!source) return std::unexpected{unreadable(source.error())};
        return roster::read_edexml(**source, std::move(reading));
    }
    const auto files = roster::open_files(set.file);
    if (!files) return std::unexpected{unreadable(files.error())};
    if (set.kind == settings::ConnectionKind::sds) return roster::read_sds(**files, std::move(reading));
    return roster::read_oneroster(**files, std::move(reading));
}

}  // namespace monitor::sync
