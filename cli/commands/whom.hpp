#pragma once
// cli: which person is a command about?

#include <expected>
#include <memory>
#include <string>

#include "monitor/audit/entry.hpp"
#include "monitor/store/persons.hpp"
#include "office.hpp"
#include "typed.hpp"

namespace monitor::cli {

struct Person {
    std::string pupil{}, staff{};  ///< a user name or an id; one of the two
};
/// --pupil and --staff, one of which must be said.
void offer_person(Command, Person& into);

struct AtPerson {
    AtRoll at{};
    store::Person whom{};
    /// An entry about them.
    [[nodiscard]] audit::Entry entry(audit::Act, std::string detail) const;
};
/// What is wrong has been told when an Exit comes back.
[[nodiscard]] std::expected<AtPerson, Exit> open_at_person(const Context&, const std::string& brin, const Person&);
[[nodiscard]] std::string id_of(const store::Person&);
/// The pupil with that user name or id.
[[nodiscard]] std::expected<PupilId, Exit> pupil_called(const Context&, const school::Roll&, const std::string& wanted);

}  // namespace monitor::cli
