// cli: which person is a command about?

#include "commands/whom.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

namespace monitor::cli {
namespace {

template <class Persons>
auto found(const Persons& persons, const std::string& wanted) {
    return std::ranges::find_if(persons, [&](const auto& one) {
        return one.user.reveal(Purpose::operate) == wanted || one.id.text() == wanted;
    });
}

}  // namespace

void offer_person(CLI::App& command, const Context& context, Person& into) {
    auto* pupil = command.add_option("--pupil", into.pupil, say(context, Word::help_person_pupil))->type_name("USER");
    auto* staff = command.add_option("--staff", into.staff, say(context, Word::help_person_staff))->type_name("USER");
    pupil->excludes(staff);
}

audit::Entry AtPerson::entry(audit::Act act, std::string detail) const {
    audit::Entry entry{.act = act, .count = 1, .detail = std::move(detail)};
    if (const auto* pupil = std::get_if<PupilId>(&whom)) entry.pupil = *pupil;
    if (const auto* staff = std::get_if<StaffId>(&whom)) entry.colleague = *staff;
    return entry;
}

std::expected<AtPerson, Exit> open_at_person(const Context& context, const std::string& brin, const Person& wanted) {
    if (wanted.pupil.empty() == wanted.staff.empty()) return std::unexpected{failed(context, Exit::usage, Word::person_needed)};
    auto at = open_at_school(context, brin);
    if (!at) return std::unexpected{at.error()};
    const auto roll = roll_of(context, *at->office, at->school.id);
    if (!roll) return std::unexpected{roll.error()};
    AtPerson person{.at = std::move(*at)};
    if (const auto pupil = found((*roll)->pupils, wanted.pupil); !wanted.pupil.empty() && pupil != (*roll)->pupils.end())
        person.whom = pupil->id;
    else if (const auto staff = found((*roll)->staff, wanted.staff); !wanted.staff.empty() && staff != (*roll)->staff.end())
        person.whom = staff->id;
    else
        return std::unexpected{
            failed(context, Exit::not_found, Word::nobody_called, wanted.pupil.empty() ? wanted.staff : wanted.pupil)};
    return person;
}

std::string id_of(const store::Person& person) {
    return std::visit([](const auto& id) { return id.text(); }, person);
}

}  // namespace monitor::cli
