// cli: which person is a command about?

#include "commands/whom.hpp"

#include <algorithm>

namespace monitor::cli {
namespace {

template <class One>
auto called(const std::vector<One>& all, const std::string& wanted) -> std::optional<decltype(One::id)> {
    const auto at = std::ranges::find_if(all, [&](const One& one) {
        return !wanted.empty() && (one.user.reveal(Purpose::operate) == wanted || one.id.text() == wanted);
    });
    return at == all.end() ? std::nullopt : std::optional{at->id};
}

}  // namespace

void offer_person(Command command, Person& into) {
    const auto pupil = command.option("--pupil", into.pupil, Word::help_person_pupil).called("USER");
    const auto staff = command.option("--staff", into.staff, Word::help_person_staff).called("USER");
    pupil.excludes(staff);
}

audit::Entry AtPerson::entry(audit::Act act, std::string detail) const {
    audit::Entry entry{.act = act, .count = 1, .detail = std::move(detail)};
    if (const auto* pupil = std::get_if<PupilId>(&whom)) entry.pupil = *pupil;
    if (const auto* staff = std::get_if<StaffId>(&whom)) entry.colleague = *staff;
    return entry;
}

std::expected<AtPerson, Exit> open_at_person(const Context& context, const std::string& brin, const Person& wanted) {
    if (wanted.pupil.empty() == wanted.staff.empty()) return std::unexpected{failed(context, Exit::usage, Word::person_needed)};
    auto at = open_at_roll(context, brin);
    if (!at) return std::unexpected{at.error()};
    if (const auto pupil = called(at->roll->pupils, wanted.pupil)) return AtPerson{std::move(*at), *pupil};
    if (const auto staff = called(at->roll->staff, wanted.staff)) return AtPerson{std::move(*at), *staff};
    return std::unexpected{
        failed(context, Exit::not_found, Word::nobody_called, wanted.pupil.empty() ? wanted.staff : wanted.pupil)};
}

std::expected<PupilId, Exit> pupil_called(const Context& context, const school::Roll& roll, const std::string& wanted) {
    if (const auto pupil = called(roll.pupils, wanted)) return *pupil;
    return std::unexpected{failed(context, Exit::not_found, Word::no_pupil, wanted)};
}

std::string id_of(const store::Person& person) {
    return std::visit([](const auto& id) { return id.text(); }, person);
}

}  // namespace monitor::cli
