#include "hub/record.hpp"

#include <fmt/format.h>

namespace monitor::hub {

void Record::write(SchoolId school, audit::Entry entry, std::move_only_function<void(Written)> then) {
    parts_.stores.audit_thread->post([parts = parts_, school, entry = std::move(entry), then = std::move(then)]() mutable {
        const auto index = parts.stores.trail->append(school, entry);
        if (!index)
            parts.log.write(Level::error, "hub",
                            fmt::format("audit cannot be written ({}, {}): looking along is off", index.error().operation,
                                        index.error().system_code));
        parts.strand.post([written = index ? Written::yes : Written::no, then = std::move(then)]() mutable { then(written); });
    });
}

void Record::note(SchoolId school, audit::Entry entry) { write(school, std::move(entry), [](Written) {}); }

void Record::flush(Task done) {
    parts_.stores.audit_thread->post(
        [parts = parts_, done = std::move(done)]() mutable { parts.strand.post(std::move(done)); });
}

}  // namespace monitor::hub
