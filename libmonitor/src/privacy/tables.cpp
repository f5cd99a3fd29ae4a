// privacy: how do the rows of the catalogue become the three tables of P7, each thing told once?

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "privacy/writing.hpp"

namespace monitor::privacy {
namespace {

using retention::Field;
using retention::Kind;
using retention::Listed;
using retention::Subject;

/// In the order in which they come, each once.
class Once {
public:
    void add(std::string_view text) {
        if (std::ranges::find(texts_, text) == texts_.end()) texts_.emplace_back(text);
    }
    [[nodiscard]] std::string joined() const { return fmt::format("{}", fmt::join(texts_, "; ")); }
    [[nodiscard]] bool empty() const { return texts_.empty(); }

private:
    std::vector<std::string> texts_{};
};

struct Row {
    Once what{}, purpose{}, term{};

    void add(const Field& field, const Writing& writing) {
        what.add(writing.of(field.what_nl, field.what_en));
        purpose.add(writing.of(field.purpose_nl, field.purpose_en));
        term.add(said(writing.facts().terms.of(field.kind), writing.language()));
    }
};

struct Named {
    Listed listed;
    Key name;
};
constexpr std::array teacher_rows{Named{Listed::name, Key::page_row_name_teacher},
                                  Named{Listed::user_name, Key::page_row_user_name}, Named{Listed::school, Key::page_row_school},
                                  Named{Listed::address, Key::page_row_address}};
constexpr std::array pupil_rows{Named{Listed::name, Key::page_row_name_pupil}, Named{Listed::user_name, Key::page_row_user_name},
                                Named{Listed::school, Key::page_row_school},   Named{Listed::group, Key::page_row_group},
                                Named{Listed::address, Key::page_row_address}, Named{Listed::picture, Key::page_row_picture},
                                Named{Listed::tabs, Key::page_row_tabs}};

Table headed(const Writing& writing) {
    return {{{"wat", writing.said(Key::document_what)},
             {"doel", writing.said(Key::document_purpose)},
             {"term", writing.said(Key::document_term)}},
            {}};
}

/// What is about nobody (the name of the school) belongs to whoever is at that school.
bool is_about(const Field& field, Subject subject) {
    return field.subject == subject || field.subject == Subject::pupil_and_staff || field.subject == Subject::nobody;
}

template <std::size_t Size>
Table identity(const Writing& writing, Subject subject, const std::array<Named, Size>& names) {
    auto table = headed(writing);
    for (const auto& [listed, name] : names) {
        Row row;
        for (const auto& field : retention::catalogue())
            if (field.listed == listed && is_about(field, subject)) row.add(field, writing);
        auto what = writing.said(name);
        // Everything that only says which account it is stands under the user name, and is named there.
        if (listed == Listed::user_name)
            what += fmt::format("; {} {}", writing.said(Key::page_row_identifiers), row.what.joined());
        if (listed == Listed::school) what += ": " + row.what.joined();
        table.rows.push_back({std::move(what), row.purpose.joined(), row.term.joined()});
    }
    return table;
}

}  // namespace

Table teacher_table(const Writing& writing) {
    return identity(writing, Subject::staff, teacher_rows);
}

Table pupil_table(const Writing& writing) {
    return identity(writing, Subject::pupil, pupil_rows);
}

Table rights_table(const Writing& writing) {
    auto table = headed(writing);
    for (const auto kind : retention::kinds()) {
        Row row;
        for (const auto& field : retention::catalogue())
            if (field.listed == Listed::rights && field.kind == kind) row.add(field, writing);
        if (row.what.empty()) continue;
        table.rows.push_back({fmt::format("{}: {}", name(kind, writing.language()), row.what.joined()),
                              row.purpose.joined(), row.term.joined()});
    }
    return table;
}

std::string name(Kind kind, Language language) {
    const auto wanted = fmt::format("kind_{}", retention::word(kind));
    for (const auto& row : text::rows)
        if (row.name == wanted)
            return std::string{language == Language::en ? row.en : row.nl};
    return std::string{retention::word(kind)};
}

}  // namespace monitor::privacy
