// bindings: monitor.roster: the lines of an import. A name leaves its wrapper through reveal(purpose), as in C++.

#include <fmt/format.h>
#include <pybind11/stl.h>

#include "monitor/roster/difference.hpp"
#include "roster.hpp"

namespace monitor::python {
namespace {

using namespace roster;

void add_enums(py::module_& m) {
    py::enum_<Purpose>(m, "Purpose", py::arithmetic(), "Why a personal value is taken out of its wrapper.")
        .value("identify_to_teacher", Purpose::identify_to_teacher)
        .value("identify_to_viewed", Purpose::identify_to_viewed)
        .value("match_account", Purpose::match_account)
        .value("seal_for_storage", Purpose::seal_for_storage)
        .value("answer_access_request", Purpose::answer_access_request)
        .value("account_for_looking", Purpose::account_for_looking)
        .value("operate", Purpose::operate);
    py::enum_<Severity>(m, "Severity", py::arithmetic())
        .value("note", Severity::note)
        .value("skipped", Severity::skipped)
        .value("fatal", Severity::fatal);
    py::enum_<Wanted>(m, "Wanted", py::arithmetic())
        .value("look_along", Wanted::look_along)
        .value("look_along_and_portal", Wanted::look_along_and_portal);
    py::enum_<GroupKind>(m, "GroupKind", py::arithmetic()).value("base", GroupKind::base).value("composed", GroupKind::composed);
    py::enum_<Relation>(m, "Relation", py::arithmetic())
        .value("unknown", Relation::unknown)
        .value("parent", Relation::parent)
        .value("guardian", Relation::guardian)
        .value("relative", Relation::relative)
        .value("other", Relation::other);
    py::enum_<school::Employment>(m, "Employment", py::arithmetic())
        .value("unknown", school::Employment::unknown)
        .value("active", school::Employment::active)
        .value("ended", school::Employment::ended);
    py::enum_<Move>(m, "Move", py::arithmetic())
        .value("added", Move::added)
        .value("changed", Move::changed)
        .value("removed", Move::removed);
    py::enum_<Part>(m, "Part", py::arithmetic())
        .value("site", Part::site)
        .value("group", Part::group)
        .value("pupil", Part::pupil)
        .value("staff", Part::staff)
        .value("guardian", Part::guardian);
    py::enum_<Verdict>(m, "Verdict", py::arithmetic()).value("hold", Verdict::hold).value("go", Verdict::go);
}

void add_values(py::module_& m) {
    using Text = Personal<std::string>;
    py::class_<Text>(m, "Personal", "A text about a person. It is not printed: reveal(purpose) gives it.")
        .def(
            "reveal", [](const Text& text, Purpose purpose) { return text.reveal(purpose); }, py::arg("purpose"))
        .def("__eq__", [](const Text& one, const Text& other) { return one == other; })
        .def("__bool__", [](const Text& text) { return !text.reveal(Purpose::match_account).empty(); })
        .def("__repr__", [](const Text&) { return "Personal(…)"; });
    py::class_<Finding>(m, "Finding", "Something in the input that is not as it should be.")
        .def_readonly("severity", &Finding::severity)
        .def_readonly("line", &Finding::line)
        .def_readonly("place", &Finding::place)
        .def_readonly("message", &Finding::message)
        .def("__repr__", [](const Finding& one) { return fmt::format("Finding({}:{}: {})", one.place, one.line, one.message); });
    py::class_<SiteLine>(m, "Site").def_readonly("key", &SiteLine::key).def_readonly("name", &SiteLine::name);
    py::class_<GroupLine>(m, "Group")
        .def_readonly("key", &GroupLine::key)
        .def_readonly("name", &GroupLine::name)
        .def_readonly("site", &GroupLine::site)
        .def_readonly("kind", &GroupLine::kind);
}

void add_people(py::module_& m) {
    py::class_<PupilLine>(m, "Pupil", "`name` is first name and first letter of the surname.")
        .def_readonly("key", &PupilLine::key)
        .def_readonly("name", &PupilLine::name)
        .def_readonly("user", &PupilLine::user)
        .def_readonly("groups", &PupilLine::groups);
    py::class_<StaffLine>(m, "Staff")
        .def_readonly("key", &StaffLine::key)
        .def_readonly("name", &StaffLine::name)
        .def_readonly("user", &StaffLine::user)
        .def_readonly("employment", &StaffLine::employment)
        .def_readonly("groups", &StaffLine::groups);
    py::class_<ChildLine>(m, "Child").def_readonly("pupil", &ChildLine::pupil).def_readonly("relation", &ChildLine::relation);
    py::class_<GuardianLine>(m, "Guardian", "What the source calls secret is not here.")
        .def_readonly("key", &GuardianLine::key)
        .def_readonly("name", &GuardianLine::name)
        .def_readonly("email", &GuardianLine::email)
        .def_readonly("phone", &GuardianLine::phone)
        .def_readonly("children", &GuardianLine::children);
}

void add_difference(py::module_& m) {
    py::class_<Step>(m, "Step")
        .def_readonly("move", &Step::move)
        .def_readonly("part", &Step::part)
        .def_readonly("key", &Step::key);
    py::class_<Tally>(m, "Tally")
        .def_readonly("added", &Tally::added)
        .def_readonly("changed", &Tally::changed)
        .def_readonly("removed", &Tally::removed)
        .def_readonly("unchanged", &Tally::unchanged);
    py::class_<Difference>(m, "Difference")
        .def_readonly("steps", &Difference::steps)
        .def_readonly("pupils", &Difference::pupils)
        .def_readonly("staff", &Difference::staff)
        .def_readonly("groups", &Difference::groups)
        .def_readonly("guardians", &Difference::guardians);
    m.def(
        "difference", [](const Import& before, const Import& after) { return difference(before.snapshot, after.snapshot); },
        py::arg("before"), py::arg("after"), "What would change if `after` took the place of `before`.");
    m.def(
        "verdict",
        [](const Difference& found, int percent, std::uint64_t few) {
            return verdict(found.pupils, found.staff, {.percent = percent, .few = few});
        },
        py::arg("difference"), py::kw_only(), py::arg("percent") = Guard{}.percent, py::arg("few") = Guard{}.few,
        "hold where more than `percent` of the pupils or of the staff would go; fewer than `few` never ask.");
}

}  // namespace

void add_roster_lines(py::module_& m) {
    add_enums(m);
    add_values(m);
    add_people(m);
    py::class_<Import>(m, "Import", "What a delivery says, and what was found wrong in it.")
        .def_property_readonly("school", [](const Import& all) { return all.snapshot.brin; })
        .def_property_readonly("school_name", [](const Import& all) { return all.snapshot.school_name; })
        .def_property_readonly("year", [](const Import& all) { return all.snapshot.year.text(); })
        .def_property_readonly("sites", [](const Import& all) { return all.snapshot.sites; })
        .def_property_readonly("groups", [](const Import& all) { return all.snapshot.groups; })
        .def_property_readonly("pupils", [](const Import& all) { return all.snapshot.pupils; })
        .def_property_readonly("staff", [](const Import& all) { return all.snapshot.staff; })
        .def_property_readonly("guardians", [](const Import& all) { return all.snapshot.guardians; })
        .def_readonly("findings", &Import::findings)
        .def("__repr__", [](const Import& all) {
            return fmt::format("Import({} {}: pupils {}, staff {}, groups {}, findings {})", all.snapshot.brin,
                               all.snapshot.year.text(), all.snapshot.pupils.size(), all.snapshot.staff.size(),
                               all.snapshot.groups.size(), all.findings.size());
        });
    add_difference(m);
}

}  // namespace monitor::python
