#pragma once
// pages: all that the administrator's pages show of a school, read at once.

#include <array>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "http/html.hpp"
#include "http/visit.hpp"
#include "http/written.hpp"

namespace monitor::pages {

struct SchoolView {
    const school::Roll& roll;
    std::vector<store::Connection> connections{};
    std::vector<store::Held> held{};
    std::vector<store::OpenLink> links{};
    std::vector<identity::Device> devices{};
    std::vector<identity::OpenEnrolment> tokens{};
    std::vector<store::Quarantine> put_back{};
};

/// The duties that an administrator hands out here; one of a board is made by the operator, and can only be relieved here.
inline constexpr std::array handed_out{school::Duty::school_admin, school::Duty::privacy_officer, school::Duty::support};

/// For administrators of the school and of its board, who have every school of it, and for support while the school permits it; for
/// everyone else the page is not there.
[[nodiscard]] bool may_manage(const Visit&);
[[nodiscard]] std::expected<SchoolView, Error> school_view(const Visit&);

/// "roster", "directory": as they stand in an address, a form and the log.
[[nodiscard]] std::string_view word(store::Connected) noexcept;

/// What a site is called; "" where it is not there.
[[nodiscard]] std::string_view site_name(const school::Roll&, SiteId);
[[nodiscard]] std::string label(const identity::Device&);

/// The school that this administrator of a board chose, read anew; null: their own. Error: the store does not answer.
[[nodiscard]] std::expected<std::unique_ptr<const school::Roll>, Error> chosen_school(const Visit&);
/// Where another school of the board is chosen; empty for who has one school only.
[[nodiscard]] Html board_line(Visit&);
/// The schools of the board, each to be chosen.
[[nodiscard]] Response board_page(Visit&);

[[nodiscard]] Html connections_card(Visit&, const SchoolView&);
/// What switching off does, and what becomes of what is here.
[[nodiscard]] Response switch_off_page(Visit&, const SchoolView&);
/// The second question before all of it goes.
[[nodiscard]] Response erase_page(Visit&, const SchoolView&);
[[nodiscard]] Response links_page(Visit&, const SchoolView&);
[[nodiscard]] Response devices_page(Visit&, const SchoolView&);
/// The second question before a device is revoked.
[[nodiscard]] Response device_page(Visit&, const SchoolView&);
/// Makes a token and shows it, this once.
[[nodiscard]] Response offer_token(Visit&);
/// May this colleague read what was done at their school?
[[nodiscard]] bool may_read_log(const Visit&);
[[nodiscard]] Html log_card(const Visit&);
/// Codes with which parents read; the card is empty for who may not make them.
[[nodiscard]] Html codes_card(Visit&);
[[nodiscard]] Response codes_page(Visit&);
/// Makes codes and shows them, this once, to be printed.
[[nodiscard]] Response make_codes(Visit&);
/// What support may see; empty for who may not permit it.
[[nodiscard]] Html support_card(Visit&);
[[nodiscard]] Html lessons_card(Visit&, const SchoolView&);
[[nodiscard]] Response lessons_page(Visit&, const SchoolView&);
/// The letter to the parents, and that it was sent.
[[nodiscard]] Response letter_page(Visit&, const SchoolView&);
/// Whom an import that waits would bring, move and take away.
[[nodiscard]] Response waiting_page(Visit&, const SchoolView&);

}  // namespace monitor::pages
