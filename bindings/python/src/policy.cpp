// bindings: monitor.policy: facts in, ruling out. A refusal is an answer, not an exception.

#include "policy.hpp"

namespace monitor::python {
namespace {

using namespace policy;

void add_enums(py::module_& m) {
    add_enum<Action>(m, "Action", "What is looked at.",
                     {{"grid", Action::grid},
                      {"live", Action::live},
                      {"last_picture", Action::last_picture},
                      {"open_tabs", Action::open_tabs}});
    add_enum<Employment>(m, "Employment", "",
                         {{"unknown", Employment::unknown}, {"active", Employment::active}, {"ended", Employment::ended}});
    add_enum<Role>(m, "Role", "What someone is at the school; support teaches nobody.",
                   {{"unknown", Role::unknown}, {"staff", Role::staff}, {"support", Role::support}});
    add_enum<Directory>(m, "Directory", "",
                        {{"unknown", Directory::unknown}, {"fresh", Directory::fresh}, {"stale", Directory::stale},
                         {"put_back", Directory::put_back}});
    add_enum<Timekeeping>(m, "Timekeeping", "",
                          {{"unknown", Timekeeping::unknown}, {"sure", Timekeeping::sure}, {"doubtful", Timekeeping::doubtful}});
    add_enum<Schools>(m, "Schools", "",
                      {{"unknown", Schools::unknown}, {"same", Schools::same}, {"different", Schools::different}});
    add_enum<Hours>(m, "Hours", "",
                    {{"unknown", Hours::unknown}, {"open", Hours::open}, {"closed", Hours::closed}, {"holiday", Hours::holiday}});
    add_enum<Whereabouts>(
        m, "Whereabouts", "",
        {{"unknown", Whereabouts::unknown}, {"at_the_site", Whereabouts::at_the_site}, {"elsewhere", Whereabouts::elsewhere}});
    add_enum<RemoteLesson>(m, "RemoteLesson", "Only one in force lifts anything.",
                           {{"none", RemoteLesson::none},
                            {"in_force", RemoteLesson::in_force},
                            {"other_groups", RemoteLesson::other_groups},
                            {"parents_not_told", RemoteLesson::parents_not_told}});
    add_enum<DeviceUser>(m, "DeviceUser", "",
                         {{"unknown", DeviceUser::unknown},
                          {"this_pupil", DeviceUser::this_pupil},
                          {"staff", DeviceUser::staff},
                          {"another_pupil", DeviceUser::another_pupil},
                          {"nobody", DeviceUser::nobody}});
    add_enum<Objection>(m, "Objection", "",
                        {{"unknown", Objection::unknown}, {"none", Objection::none}, {"recorded", Objection::recorded}});
    add_enum<Restriction>(m, "Restriction", "Of what may be done with somebody's data (GDPR art. 18).",
                          {{"unknown", Restriction::unknown}, {"none", Restriction::none}, {"recorded", Restriction::recorded}});
    add_enum<Indicator>(m, "Indicator", "", {{"down", Indicator::down}, {"first", Indicator::first}, {"up", Indicator::up}});
    add_enum<LookPurpose>(m, "LookPurpose", "Why someone looks.",
                          {{"none", LookPurpose::none},
                           {"help", LookPurpose::help},
                           {"safety", LookPurpose::safety},
                           {"progress", LookPurpose::progress},
                           {"test", LookPurpose::test}});
    add_enum<Basis>(m, "Basis", "Why a request was granted.",
                    {{"teaches_group", Basis::teaches_group}, {"replaces_teacher", Basis::replaces_teacher}});
    add_words<Refusal>(m, "Refusal", "Why a request was refused; order() says which rule is tried first.");
    add_enum<Reader>(m, "Reader", "Who reads a sentence.",
                     {{"asker", Reader::asker}, {"admin", Reader::admin}, {"command", Reader::command}});
}

void add_values(py::module_& m) {
    py::class_<Request>(m, "Request", "Who wants to look at whom. Ids are 32 hexadecimal digits.")
        .def(py::init([](const std::string& viewer, const std::string& pupil, Action action, LookPurpose purpose) {
                 return Request{id<StaffId>(viewer), id<PupilId>(pupil), action, purpose};
             }),
             py::kw_only(), py::arg("viewer"), py::arg("pupil"), py::arg("action") = Action::grid,
             py::arg("purpose") = LookPurpose::none)
        .def_property_readonly("viewer", [](const Request& r) { return r.viewer.text(); })
        .def_property_readonly("pupil", [](const Request& r) { return r.pupil.text(); })
        .def_readonly("action", &Request::action)
        .def_readonly("purpose", &Request::purpose);
    py::class_<Facts> made(m, "Facts", "Everything the rules may look at. What is left out is unknown, and never helps.");
    made.def(py::init(&facts<Facts>))
        .def_readwrite("timekeeping", &Facts::timekeeping)
        .def_readwrite("directory", &Facts::directory)
        .def_readwrite("employment", &Facts::employment)
        .def_readwrite("role", &Facts::role)
        .def_readwrite("schools", &Facts::schools)
        .def_property(
            "relation", [](const Facts& f) -> py::object { return f.relation ? py::cast(*f.relation) : py::none(); },
            [](Facts& f, const py::object& value) {
                if (value.is_none())
                    f.relation.reset();
                else
                    f.relation = value.cast<Basis>();
            })
        .def_readwrite("objection", &Facts::objection)
        .def_readwrite("restriction", &Facts::restriction)
        .def_readwrite("hours", &Facts::hours)
        .def_readwrite("viewer", &Facts::viewer)
        .def_readwrite("device_user", &Facts::device_user)
        .def_readwrite("device", &Facts::device)
        .def_readwrite("remote_lesson", &Facts::remote_lesson)
        .def_readwrite("indicator", &Facts::indicator)
        .def("__repr__", [](const Facts& f) { return "Facts" + listed(f); });
    add_end(made, "hours_end", &Facts::hours_end);
    add_end(made, "remote_end", &Facts::remote_end);
    add_end(made, "look_end", &Facts::look_end);
}

void add_permit(py::module_& m) {
    py::class_<Permit>(m, "Permit", "Proof that the rules said yes. Only decide() makes one.")
        .def_property_readonly("request", [](const Permit& p) { return p.request(); })
        .def_property_readonly("basis", &Permit::basis)
        .def_property_readonly("valid_until", [](const Permit& p) { return datetime(p.valid_until()); });
}

py::list as_list(std::span<const Refusal> refusals) {
    py::list all;
    for (const auto refusal : refusals) all.append(refusal);
    return all;
}

}  // namespace

Language language(const std::string& tag_) {
    for (const auto known : {Language::nl, Language::en}) {
        if (tag(known) == tag_) return known;
    }
    throw py::value_error("the languages are \"nl\" and \"en\"");
}

void add_policy(py::module_& module) {
    auto m = module.def_submodule("policy", "May this person look along, do this, or see that contact detail, and why?");
    add_enums(m);
    add_values(m);
    add_permit(m);
    add_ruling<Ruling>(m, "Ruling", "Either `permit` or `refusal` is there; true when it is the permit.");
    m.def(
        "decide",
        [](const Request& request, const Facts& facts, const py::object& now) { return decide(request, facts, instant(now)); },
        py::arg("request"), py::arg("facts"), py::arg("now"),
        "Tries the rules in their order; the first that fails is the reason.");
    m.def(
        "refusals",
        [](const Request& request, const Facts& facts, const py::object& now) {
            return as_list(refusals(request, facts, instant(now)));
        },
        py::arg("request"), py::arg("facts"), py::arg("now"), "Every rule that says no, in their order. Empty: decide() permits.");
    m.def("order", [] { return as_list(order()); }, "Every refusal once, the one that is tried first in front.");
    add_acts(m);
    add_contacts(m);
}

}  // namespace monitor::python
