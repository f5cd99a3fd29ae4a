// sync: what stands in the file that an administration leaves for us?

#include <fmt/format.h>

#include "monitor/roster/deliveries.hpp"
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
    if (set.kind == settings::ConnectionKind::sds) {
        const auto files = roster::open_files(set.file);
        if (!files) return std::unexpected{unreadable(files.error())};
        return roster::read_sds(**files, std::move(reading));
    }
    const auto all = roster::deliveries(set.file);
    if (!all) return std::unexpected{unreadable(all.error())};
    auto read = roster::read_oneroster(*all, std::move(reading));
    if (!read) return std::unexpected{unreadable(read.error())};
    return *std::move(read);
}

}  // namespace monitor::sync
