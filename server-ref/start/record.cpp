// start: is the record kept well while the server runs?

#include "start/record.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "monitor/audit/json.hpp"
#include "monitor/base/worker.hpp"
#include "monitor/school/calendar.hpp"
#include "monitor/seal/hash.hpp"
#include "start/collector.hpp"

namespace monitor::start {
namespace {

using namespace std::chrono_literals;

constexpr auto sign_pause = 10min;
constexpr auto look_pause = 2s;             // for new lines to pass on, and for the day's end
constexpr auto patience = 30s;              // for a collector that takes nothing
constexpr std::size_t lines_at_once = 100;  // no look waits longer than this reading takes
constexpr std::uint64_t looked_back = 500;
constexpr std::string_view settings_word = "settings ";

void not_written(Log& log, const Error& error) {
    log.write(
        Level::error, "start",
        fmt::format("the record: {} ({}): nobody can look along until it can be written", error.operation, error.system_code));
}

/// The hash in the last start that can still be read; empty: none.
std::string last_settings(store::Stores& stores) {
    const auto head = ask(*stores.audit_thread, [&] { return stores.trail->head({}); });
    if (!head) return {};
    const auto first = head->size - std::min(head->size, looked_back);
    const auto lines = ask(*stores.audit_thread, [&] { return stores.trail->read({}, first, looked_back); });
    if (!lines) return {};
    for (auto at = lines->rbegin(); at != lines->rend(); ++at)
        if (at->entry && at->entry->act == audit::Act::server_started) return at->entry->detail;
    return {};
}

bool append(store::Stores& stores, audit::Entry entry, const Clock& clock, Log& log) {
    entry.at = clock.now();
    const auto kept = ask(*stores.audit_thread, [&] { return stores.trail->append(SchoolId{}, entry); });
    if (!kept) not_written(log, kept.error());
    return kept.has_value();
}

class KeptRecord final : public Recordkeeping {
public:
    KeptRecord(store::Stores& stores, const settings::Server& settings, const Clock& clock, Log& log)
        : stores_{stores},
          clock_{clock},
          log_{log},
          collector_{settings.audit_stream.empty() ? nullptr : make_collector(settings.audit_stream.string())},
          day_ends_{school::day_ends(clock.now())},
          worker_{make_worker(clock)} {}

    void begin() { again(look_pause); }

private:
    void again(std::chrono::milliseconds after) {
        worker_->post_at(clock_.tick() + after, [this] { round(); });
    }

    void round() {
        const auto books = ask(*stores_.audit_thread, [&] { return stores_.logbooks->all(); });
        if (!books) return again(look_pause);  // the door of the record is tried as often as is good for it
        if (clock_.tick() >= sign_at_ || clock_.now() >= day_ends_) {
            day_ends_ = school::day_ends(clock_.now());
            sign_at_ = clock_.tick() + sign_pause;
            for (const auto& book : *books) sign(book.school);
        }
        std::chrono::milliseconds pause = look_pause;
        if (collector_) {
            for (const auto& book : *books) pause = std::max(pause, pass_on(book));
        }
        again(pause);
    }

    void sign(SchoolId school) {
        const auto note = ask(*stores_.audit_thread, [&] { return stores_.notary->sign(school); });
        if (!note) log_.write(Level::warning, "start", fmt::format("the record is not signed: {}", note.error().operation));
    }

    /// How long to wait before the next try.
    std::chrono::milliseconds pass_on(const audit::Logbook& book) {
        for (auto next = book.passed_on; next < book.size;) {
            const auto lines = ask(*stores_.audit_thread, [&] { return stores_.trail->read(book.school, next, lines_at_once); });
            if (!lines || lines->empty()) return patience;
            const auto before = next;
            std::optional<Error> not_taken;
            for (const auto& line : *lines) {
                if (const auto taken = collector_->take(audit::json(book.school, line, audit::Told::lasting)); !taken) {
                    not_taken = taken.error();
                    break;
                }
                ++next;
            }
            heard(not_taken);
            if (next != before) (void)ask(*stores_.audit_thread, [&] { return stores_.logbooks->pass_on(book.school, next); });
            if (not_taken) return patience;
        }
        return {};
    }

    // Said once when it stops and once when it goes on.
    void heard(const std::optional<Error>& not_taken) {
        if (not_taken.has_value() == waits_) return;
        waits_ = not_taken.has_value();
        if (waits_)
            log_.write(Level::warning, "start",
                       fmt::format("{} takes no lines of the record ({}); they wait", not_taken->place, not_taken->system_code));
        else
            log_.write(Level::info, "start", "lines of the record are passed on again");
    }

    store::Stores& stores_;
    const Clock& clock_;
    Log& log_;
    std::unique_ptr<Collector> collector_;
    Instant day_ends_;
    Tick sign_at_{};
    bool waits_{};
    std::unique_ptr<Executor> worker_;  // last: its thread ends before what it uses
};

}  // namespace

void write_start(store::Stores& stores, std::string_view settings_text, const Clock& clock, Log& log) {
    const auto digest = fmt::format("{}{}", settings_word, hex(seal::sha256(as_bytes(settings_text))).substr(0, 32));
    const auto before = last_settings(stores);
    if (!append(stores, {.act = audit::Act::server_started, .detail = digest}, clock, log)) return;
    if (!before.empty() && before != digest)
        append(stores, {.act = audit::Act::settings_changed, .count = 1, .detail = "settings file"}, clock, log);
}

void write_stop(store::Stores& stores, const Clock& clock, Log& log) {
    append(stores, {.act = audit::Act::server_stopped}, clock, log);
}

std::unique_ptr<Recordkeeping> keep_record(store::Stores& stores, const settings::Server& settings, const Clock& clock,
                                           Log& log) {
    auto kept = std::make_unique<KeptRecord>(stores, settings, clock, log);
    kept->begin();
    return kept;
}

}  // namespace monitor::start
