#include "http/written.hpp"

#include <fmt/format.h>

#include "http/layout.hpp"

namespace monitor::pages {

std::expected<void, Error> append(const Visit& visit, SchoolId school, audit::Entry entry) {
    entry.at = visit.parts.clock.now();
    entry.address = Personal{visit.request.address};
    const auto kept = ask(*visit.parts.stores.audit_thread, [&] { return visit.parts.stores.trail->append(school, entry); });
    if (!kept) return std::unexpected{kept.error()};
    return {};
}

std::expected<void, Error> write_down(const Visit& visit, Deed deed) {
    audit::Entry entry{.act = deed.act, .actor = {audit::ActorKind::staff, visit.colleague->session.staff, {}}, .reason = deed.reason,
                       .count = deed.count, .detail = std::move(deed.detail), .group = deed.group, .colleague = deed.colleague,
                       .pupil = deed.pupil};
    return append(visit, visit.managed().school.id, std::move(entry));
}

Response broken(Visit& visit, const Error& error) {
    visit.parts.log.write(Level::error, "pages", fmt::format("{} {}: {}", visit.id(), error.operation, error.system_code));
    return trouble(visit);
}

}  // namespace monitor::pages
