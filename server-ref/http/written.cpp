#include "http/written.hpp"

#include <fmt/format.h>

#include "http/layout.hpp"

namespace monitor::pages {

std::expected<void, Error> write_down(const Visit& visit, Deed deed) {
    const auto& session = visit.colleague->session;
    audit::Entry entry;
    entry.at = visit.parts.clock.now();
    entry.act = deed.act;
    entry.actor = {audit::ActorKind::staff, session.staff, {}};
    entry.address = Personal{visit.request.address};
    entry.reason = deed.reason;
    entry.count = deed.count;
    entry.detail = std::move(deed.detail);
    entry.group = deed.group;
    entry.colleague = deed.colleague;
    entry.pupil = deed.pupil;
    const auto kept =
        ask(*visit.parts.stores.audit_thread, [&] { return visit.parts.stores.trail->append(visit.managed().school.id, entry); });
    if (!kept) return std::unexpected{kept.error()};
    return {};
}

Response broken(Visit& visit, const Error& error) {
    visit.parts.log.write(Level::error, "pages", fmt::format("{} {}: {}", visit.id(), error.operation, error.system_code));
    return trouble(visit);
}

}  // namespace monitor::pages
