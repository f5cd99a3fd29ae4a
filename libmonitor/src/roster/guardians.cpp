// roster: who cares for which pupil, from our own list (docs/formats/guardians.md)?

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "monitor/base/ascii.hpp"
#include "monitor/roster/readers.hpp"
#include "roster/csv_table.hpp"
#include "roster/names.hpp"
#include "roster/roles.hpp"

namespace monitor::roster {
namespace {

constexpr auto why = Purpose::match_account;

enum Cell : std::uint8_t { pupil, guardian, first, infix, surname, email, phone, relation, secret };
constexpr std::array<Column, 9> columns{{{"pupil", Need::required},
                                         {"guardian", Need::required},
                                         {"first_name"},
                                         {"infix"},
                                         {"surname", Need::required},
                                         {"email"},
                                         {"phone"},
                                         {"relation"},
                                         {"secret", Need::required}}};

/// A list that is lent, as one that is owned.
class Lent final : public Source {
public:
    explicit Lent(Source& source) : source_{source} {}
    std::expected<std::size_t, Error> read(std::span<std::byte> into) override { return source_.read(into); }

private:
    Source& source_;
};

class Reader {
public:
    Reader(Snapshot& snapshot, CsvTable& table) : snapshot_{snapshot}, row_{table} {
        for (const auto& line : snapshot.pupils) pupils_.insert(line.key.reveal(why));
        for (std::size_t at = 0; at < snapshot.guardians.size(); ++at)
            places_.emplace(snapshot.guardians[at].key.reveal(why), at);
    }
    void run() {
        while (row_.next()) take();
        for (const auto place : secret_) snapshot_.guardians[place].email = snapshot_.guardians[place].phone = {};
    }

private:
    void take() {
        if (row_[guardian].empty()) return row_.say(Severity::skipped, guardian, "is empty; this row is left out");
        const Key child{std::string{row_[pupil]}};
        if (!pupils_.contains(child.reveal(why)))
            return row_.say(Severity::skipped, pupil, "is no pupil of this delivery; this row is left out");
        auto name = full_name(row_[first], row_[infix], row_[surname]);
        if (name.empty()) return row_.say(Severity::skipped, surname, "is empty; this row is left out");
        const auto [place, added] = places_.try_emplace(std::string{row_[guardian]}, snapshot_.guardians.size());
        if (added)
            snapshot_.guardians.push_back({Key{place->first}, Personal{std::move(name)}});
        else if (snapshot_.guardians[place->second].name.reveal(why) != name)
            row_.say(Severity::note, guardian, "has another name than in an earlier row; the earlier one counts");
        auto& line = snapshot_.guardians[place->second];
        contact(line, place->second);
        const auto known = std::ranges::find(line.children, child, &ChildLine::pupil);
        if (known != line.children.end())
            return row_.say(Severity::note, pupil, "is named with this guardian before; the earlier row counts");
        line.children.push_back({child, meant(row_[relation])});
    }

    // Secret once is secret in every row; a word that is neither yes nor no is taken as yes.
    void contact(GuardianLine& line, std::size_t place) {
        auto is = enabled_from(row_[secret]);
        if (same_word(row_[secret], "ja")) is = Enabled::yes;
        if (same_word(row_[secret], "nee") || row_[secret].empty()) is = Enabled::no;
        if (is == Enabled::unknown) row_.say(Severity::note, secret, "says neither yes nor no; taken as yes");
        if (is != Enabled::no) {
            secret_.insert(place);
            return;
        }
        if (line.email.reveal(why).empty()) line.email = Personal{std::string{row_[email]}};
        if (line.phone.reveal(why).empty()) line.phone = Personal{std::string{row_[phone]}};
    }

    Relation meant(std::string_view word) {
        using Word = std::pair<std::string_view, Relation>;
        static constexpr std::array<Word, 8> words{{{"parent", Relation::parent},
                                                    {"ouder", Relation::parent},
                                                    {"guardian", Relation::guardian},
                                                    {"voogd", Relation::guardian},
                                                    {"relative", Relation::relative},
                                                    {"familie", Relation::relative},
                                                    {"other", Relation::other},
                                                    {"anders", Relation::other}}};
        for (const auto& [known, meaning] : words) {
            if (same_word(known, word)) return meaning;
        }
        if (!word.empty()) row_.say(Severity::note, relation, "is not known; write parent, guardian, relative or other");
        return Relation::unknown;
    }

    Snapshot& snapshot_;
    CsvTable& row_;
    std::set<std::string, std::less<>> pupils_{};
    std::unordered_map<std::string, std::size_t> places_{};
    std::set<std::size_t> secret_{};
};

}  // namespace

void read_guardians(Source& source, Import& import, Reading reading) {
    Findings findings{reading.findings};
    if (reading.wanted == Wanted::look_along) {
        findings.note(0, "guardians.csv", "is not read: guardians belong to the parent portal, and this school only looks along");
    } else {
        Meter meter{reading.bytes, reading.progress};
        CsvTable table{"guardians.csv", std::make_unique<Lent>(source), meter, findings, columns};
        Reader{import.snapshot, table}.run();
    }
    for (auto& finding : std::move(findings).take()) import.findings.push_back(std::move(finding));
}

}  // namespace monitor::roster
