#pragma once
// support: a log of invented looks as an export, made without a store.

#include <string>
#include <vector>

#include "monitor/audit/verify.hpp"
#include "support/seeded_random.hpp"

namespace monitor::test {

struct ExportedLog {
    SchoolId school{{std::byte{7}}};
    seal::SigningKey key{seal::SigningKey::make()};
    std::vector<audit::Evidence> lines{};
    std::vector<std::string> notes{};

    /// Every seventh line has lost its personal part, every eleventh all of it. A checkpoint every `each` lines, and at the end.
    explicit ExportedLog(std::uint64_t count, std::uint64_t each = 400) {
        SeededRandom random{3};
        audit::Frontier frontier;
        for (std::uint64_t index = 0; index < count; ++index) {
            lines.push_back(made(index, random));
            frontier.append(lines.back().leaf);
            if (frontier.size() % each == 0 || frontier.size() == count) sign(frontier);
        }
    }
    [[nodiscard]] std::string head() const { return audit::export_head(audit::origin(school), notes.size(), lines.size()); }
    [[nodiscard]] std::string text() const {
        auto all = head();
        for (const auto& note : notes) all += note;
        for (const auto& line : lines) all += audit::export_line(line);
        return all;
    }
    [[nodiscard]] std::vector<audit::Finding> verified(std::string_view text, std::vector<std::string> witnesses = {}) const {
        auto reader = audit::read_export(key.public_key(), std::move(witnesses), {});
        reader->take(text);
        return reader->end();
    }
    void sign(const audit::Frontier& frontier) {
        notes.push_back(audit::note(
            {audit::origin(school), frontier.size(), frontier.root(), Instant{std::chrono::milliseconds{1'790'000'000'000}}},
            key));
    }

private:
    static audit::Evidence made(std::uint64_t index, SeededRandom& random) {
        audit::Entry entry{.at = Instant{std::chrono::milliseconds{1'789'000'000'000 + static_cast<std::int64_t>(index)}},
                           .act = audit::Act::look_began,
                           .actor = {audit::ActorKind::staff, draw<StaffId>(random), {}},
                           .purpose = policy::LookPurpose::help,
                           .address = Personal<std::string>{"10.1.2.3"}};
        entry.rulings.push_back({.pupil = draw<PupilId>(random), .basis = policy::Basis::teaches_group});
        const auto parts = audit::encode(entry);
        Bytes first(32), second(32);
        random.fill(first);
        random.fill(second);
        const auto personal = audit::commitment(audit::Part::personal, index, second, parts.personal);
        audit::Evidence line{.index = index,
                             .leaf = audit::leaf(audit::commitment(audit::Part::lasting, index, first, parts.lasting), personal)};
        if (index % 11 == 10) return line;
        line.lasting = audit::Salted{first, parts.lasting};
        if (index % 7 == 6)
            line.erased = personal;
        else
            line.personal = audit::Salted{second, parts.personal};
        return line;
    }
};

}  // namespace monitor::test
