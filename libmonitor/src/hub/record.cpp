// hub: what is done with an entry that the disk does not take? Nobody looks along, and what has ended is written when it does.

#include "hub/record.hpp"

#include <deque>

#include <fmt/format.h>

#include "monitor/audit/journal.hpp"

namespace monitor::hub {
namespace {

constexpr std::chrono::seconds pause{5};
constexpr std::size_t most_late = 10'000;  // about a day of a large school in which no disk works

}  // namespace

struct Record::Inside : std::enable_shared_from_this<Inside> {
    explicit Inside(Parts given) : parts{given}, journal{given.stores.trail, *given.stores.audit_thread} {}

    void write(SchoolId school, audit::Entry entry, std::move_only_function<void(audit::Appended)> then) {
        journal.write(school, std::move(entry),
                      [self = shared_from_this(), then = std::move(then)](audit::Appended index) mutable {
                          auto& strand = self->parts.strand;
                          strand.post([self = std::move(self), index = std::move(index), then = std::move(then)]() mutable {
                              // A school that ended has no log any more: that is its own end, and nobody else's trouble.
                              const bool ended = !index && index.error().remedy == Remedy::not_found;
                              if (!ended) self->heard(index);
                              const bool failed = !index && !ended;
                              then(std::move(index));
                              if (failed && self->down) self->down();
                          });
                      });
    }

    // Said once when it stops and once when it works again, however many lines wait.
    void heard(const audit::Appended& index) {
        if (index.has_value() == works) return;
        works = index.has_value();
        if (works)
            parts.log.write(Level::info, "hub", "audit can be written again: looking along is on");
        else
            parts.log.write(Level::error, "hub",
                            fmt::format("audit cannot be written ({}, {}): looking along is off", index.error().operation,
                                        index.error().system_code));
    }

    void note(SchoolId school, audit::Entry entry) {
        auto copy = entry;
        write(school, std::move(entry),
              [self = shared_from_this(), school, copy = std::move(copy)](const audit::Appended& index) mutable {
                  const bool again = !index && index.error().remedy != Remedy::correct_input && index.error().remedy != Remedy::not_found;
                  if (again) self->keep(school, std::move(copy));
              });
    }

    void keep(SchoolId school, audit::Entry entry) {
        if (late.size() == most_late) return parts.log.write(Level::error, "hub", "more lines wait for the audit than are kept");
        late.push_back({school, std::move(entry)});
        if (std::exchange(trying, true)) return;
        parts.strand.post_at(parts.clock.tick() + pause, [self = weak_from_this()] {
            if (const auto here = self.lock()) here->again();
        });
    }

    void again() {
        trying = false;
        for (auto& line : std::exchange(late, {})) note(line.school, std::move(line.entry));
    }

    Parts parts;
    audit::Journal journal;
    std::move_only_function<void()> down;
    std::deque<audit::Line> late;
    bool trying{}, works{true};
};

Record::Record(Parts parts) : inside_{std::make_shared<Inside>(parts)} {}

void Record::when_it_fails(std::move_only_function<void()> down) {
    inside_->down = std::move(down);
}

void Record::write(SchoolId school, audit::Entry entry, std::move_only_function<void(Written)> then) {
    inside_->write(school, std::move(entry),
                   [then = std::move(then)](const audit::Appended& index) mutable { then(index ? Written::yes : Written::no); });
}

void Record::note(SchoolId school, audit::Entry entry) {
    inside_->note(school, std::move(entry));
}

void Record::flush(Task done) {
    inside_->journal.flush([parts = inside_->parts, done = std::move(done)]() mutable { parts.strand.post(std::move(done)); });
}

}  // namespace monitor::hub
