// bindings: monitor.policy: may somebody do something at a school, beside looking along?

#include "policy.hpp"

namespace monitor::python {
namespace {

using namespace policy;

void add_act_enums(py::module_& m) {
    add_words<AdminAct>(m, "AdminAct", "What pages and commands do, beside looking along.");
    add_words<ActRefusal>(m, "ActRefusal", "Why an act was refused, in the order in which the rules are tried.");
    add_words<ActBasis>(m, "ActBasis", "On what standing somebody may; the first that does.");
    add_enum<Actor>(m, "Actor", "",
                    {{"unknown", Actor::unknown}, {"colleague", Actor::colleague}, {"operator", Actor::operator_}});
    add_enum<Holds>(m, "Holds", "Does somebody hold this duty?", {{"no", Holds::no}, {"yes", Holds::yes}});
    add_enum<Target>(m, "Target", "Whom the act is about.",
                     {{"unknown", Target::unknown}, {"somebody_else", Target::somebody_else}, {"oneself", Target::oneself}});
    add_enum<GrantedDuty>(m, "GrantedDuty", "The duty that is granted.",
                          {{"none", GrantedDuty::none},
                           {"school_admin", GrantedDuty::school_admin},
                           {"board_admin", GrantedDuty::board_admin},
                           {"privacy_officer", GrantedDuty::privacy_officer},
                           {"support", GrantedDuty::support}});
    add_enum<SupportPermission>(m, "SupportPermission", "Of the school, for support, written down and with an end.",
                                {{"none", SupportPermission::none}, {"given", SupportPermission::given}});
    add_enum<WrittenRequest>(m, "WrittenRequest", "Of the head of the school, written down.",
                             {{"none", WrittenRequest::none}, {"recorded", WrittenRequest::recorded}});
}

}  // namespace

void add_acts(py::module_& m) {
    add_act_enums(m);
    py::class_<ActRequest>(m, "ActRequest", "Who wants to do what, at which school. Ids are 32 hexadecimal digits.")
        .def(py::init([](const std::string& who, const std::string& school, AdminAct act) {
                 return ActRequest{id<StaffId>(who), id<SchoolId>(school), act};
             }),
             py::kw_only(), py::arg("who"), py::arg("school"), py::arg("act"))
        .def_property_readonly("who", [](const ActRequest& r) { return r.who.text(); })
        .def_property_readonly("school", [](const ActRequest& r) { return r.school.text(); })
        .def_readonly("act", &ActRequest::act);
    py::class_<ActFacts> made(m, "ActFacts", "What the rules look at before an act. What is left out never helps.");
    made.def(py::init(&facts<ActFacts>))
        .def_readwrite("timekeeping", &ActFacts::timekeeping)
        .def_readwrite("actor", &ActFacts::actor)
        .def_readwrite("employment", &ActFacts::employment)
        .def_readwrite("role", &ActFacts::role)
        .def_readwrite("schools", &ActFacts::schools)
        .def_readwrite("school_admin", &ActFacts::school_admin)
        .def_readwrite("board_admin", &ActFacts::board_admin)
        .def_readwrite("privacy_officer", &ActFacts::privacy_officer)
        .def_readwrite("support", &ActFacts::support)
        .def_readwrite("target", &ActFacts::target)
        .def_readwrite("duty", &ActFacts::duty)
        .def_readwrite("permission", &ActFacts::permission)
        .def_readwrite("request", &ActFacts::request)
        .def("__repr__", [](const ActFacts& f) { return "ActFacts" + listed(f); });
    add_end(made, "permission_end", &ActFacts::permission_end);
    py::class_<ActPermit>(m, "ActPermit", "Proof that the rules said yes. Only decide() makes one.")
        .def_property_readonly("request", [](const ActPermit& p) { return p.request(); })
        .def_property_readonly("basis", &ActPermit::basis);
    add_ruling<ActRuling>(m, "ActRuling", "Either `permit` or `refusal` is there; true when it is the permit.");
    m.def(
        "decide",
        [](const ActRequest& request, const ActFacts& facts, const py::object& now) { return decide(request, facts, instant(now)); },
        py::arg("request"), py::arg("facts"), py::arg("now"), "May somebody do this act?");
}

}  // namespace monitor::python
