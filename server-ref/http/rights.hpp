#pragma once
// pages: what one person may ask of the school: to see, to correct, to erase.

#include "http/html.hpp"
#include "http/visit.hpp"
#include "monitor/store/persons.hpp"

namespace monitor::pages {

/// For administrators of the school and its privacy officer; for everyone else these pages are not there.
[[nodiscard]] bool may_answer(const Visit&);
/// The way to them, on the administrator's page.
[[nodiscard]] Html rights_card(Visit&);

/// Who it is about, as the address or the form has it.
struct Chosen {
    store::Person whom{};
    std::string name{};
    std::vector<GroupId> groups{};
    [[nodiscard]] std::string place() const;  ///< /rights/pupil/<id>
};
/// Empty: nobody of that id at this school.
[[nodiscard]] std::optional<Chosen> chosen(const Visit&, std::string_view kind, std::string_view id);
/// Whose page this is, in every form on it.
[[nodiscard]] Html person_fields(const Chosen&);

}  // namespace monitor::pages
