// bindings: monitor.retention: how long may each kind of record exist, and when must it be gone?

#include <pybind11/chrono.h>
#include <pybind11/stl.h>

#include "monitor/retention/catalogue.hpp"
#include "monitor/retention/terms.hpp"
#include "parts.hpp"

namespace monitor::python {
namespace {

using namespace retention;
using std::chrono::seconds;

std::string_view says(TermFlaw flaw) {
    switch (flaw) {
        case TermFlaw::not_to_set: return "a term that nobody sets";
        case TermFlaw::too_short: return "shorter than a school may set";
        case TermFlaw::too_long: return "longer than the ceiling";
    }
    return "no term";
}

school::SchoolYear year(int begins) {
    return {std::chrono::year{begins}};
}

void add_words(py::module_& m) {
    py::enum_<Kind> kind{m, "Kind", py::arithmetic(), "Everything the system keeps; the numbers do not change."};
    for (const Kind one : kinds()) kind.value(word(one).data(), one);
    py::class_<For>(m, "For", "Counted from the moment a record was made.")
        .def(py::init([](seconds span) { return For{span}; }), py::arg("span"))
        .def_readonly("span", &For::span)
        .def(
            "__eq__", [](const For& a, const For& b) { return a == b; }, py::is_operator())
        .def("__hash__", [](const For& term) { return std::hash<std::int64_t>{}(term.span.count()); })
        .def("__repr__", [](const For& term) { return "For(" + std::to_string(term.span.count()) + " s)"; });
    py::class_<UntilSchoolYearEnds>(m, "UntilSchoolYearEnds",
                                    "To 31 July 24:00, Europe/Amsterdam, of the year a record was delivered for.")
        .def(py::init<>())
        .def(
            "__eq__", [](const UntilSchoolYearEnds&, const UntilSchoolYearEnds&) { return true; }, py::is_operator())
        .def("__hash__", [](const UntilSchoolYearEnds&) { return 1; })
        .def("__repr__", [](const UntilSchoolYearEnds&) { return "UntilSchoolYearEnds()"; });
    py::class_<WhileSchoolTakesPart>(m, "WhileSchoolTakesPart", "Until the school leaves.")
        .def(py::init<>())
        .def(
            "__eq__", [](const WhileSchoolTakesPart&, const WhileSchoolTakesPart&) { return true; }, py::is_operator())
        .def("__hash__", [](const WhileSchoolTakesPart&) { return 2; })
        .def("__repr__", [](const WhileSchoolTakesPart&) { return "WhileSchoolTakesPart()"; });
    py::class_<Room>(m, "Room", "How far a school may go: from `shortest` to `longest`, which is the ceiling.")
        .def_readonly("shortest", &Room::shortest)
        .def_readonly("longest", &Room::longest);
}

void add_terms(py::module_& m) {
    py::class_<Terms>(m, "Terms", "One school's own terms, none at first. Whatever is put in, of() never goes above the ceiling.")
        .def(py::init<>())
        .def(
            "shorten",
            [](Terms& terms, Kind kind, seconds span) {
                if (const auto done = terms.shorten(kind, span); !done)
                    throw py::value_error(std::string{word(kind)} + ": " + std::string{says(done.error())});
            },
            py::arg("kind"), py::arg("span"), "ValueError: outside room(kind), or nobody sets it.")
        .def("restore", &Terms::restore, py::arg("kind"), "Back to the ceiling.")
        .def("of", py::overload_cast<Kind>(&Terms::of, py::const_), py::arg("kind"), "The term in force.")
        .def_property_readonly("own", [](const Terms& terms) { return terms.own(); })
        .def(
            "__eq__", [](const Terms& a, const Terms& b) { return a == b; }, py::is_operator());
    m.def("ceiling", &ceiling, py::arg("kind"), "The longest anyone may set. A school can shorten a term, never lengthen it.");
    m.def("room", &room, py::arg("kind"), "How far a school may go; None: a term that nobody sets.");
    m.def(
        "deadline",
        [](const Term& term, const py::object& recorded, std::optional<int> of) -> py::object {
            const auto at = instant(recorded);
            const auto end = deadline(term, at, of ? year(*of) : school::school_year(at));
            return end ? datetime(*end) : py::none();
        },
        py::arg("term"), py::arg("recorded"), py::arg("school_year") = py::none(),
        "The first instant at which a record may no longer exist; None: only the school's leaving ends it. `school_year`, by the "
        "year in "
        "which it begins: the one it was delivered for, unless given the one in which it was recorded.");
    m.def(
        "school_year", [](const py::object& at) { return static_cast<int>(school::school_year(instant(at)).begins); },
        py::arg("at"), "The year in which the school year began that it is in Amsterdam.");
    m.def(
        "school_year_ends", [](int begins) { return datetime(school::ends(year(begins))); }, py::arg("begins"),
        "31 July 24:00 in Amsterdam, as an instant.");
}

void add_catalogue(py::module_& m) {
    py::class_<Field>(m, "Field", "One column of one table, or one slot in memory: what is kept, and what for.")
        .def_readonly("kind", &Field::kind)
        .def_property_readonly("table", [](const Field& field) { return field.table; })
        .def_property_readonly("column", [](const Field& field) { return field.column; })
        .def_property_readonly("what",
                               [](const Field& field) {
                                   return std::pair{field.what_nl, field.what_en};
                               })
        .def_property_readonly("purpose",
                               [](const Field& field) {
                                   return std::pair{field.purpose_nl, field.purpose_en};
                               })
        .def_property_readonly("source",
                               [](const Field& field) {
                                   return std::pair{field.source_nl, field.source_en};
                               })
        .def("__repr__",
             [](const Field& field) { return "Field(" + std::string{field.table} + '.' + std::string{field.column} + ")"; });
    m.def(
        "catalogue",
        [] {
            return std::vector<Field>{catalogue().begin(), catalogue().end()};
        },
        "Everything that is kept. Words are pairs: Dutch, English.");
}

}  // namespace

void add_retention(py::module_& module) {
    auto m = module.def_submodule("retention", "How long may each kind of record exist, and when must it be gone?");
    add_words(m);
    add_terms(m);
    add_catalogue(m);
}

}  // namespace monitor::python
