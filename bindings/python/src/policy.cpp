// bindings: monitor.policy: facts in, ruling out. A refusal is an answer, not an exception.

#include <optional>

#include "monitor/policy/words.hpp"
#include "parts.hpp"

namespace monitor::python {
namespace {

using namespace policy;

template <class SomeId>
SomeId id(const std::string& text) {
    const auto found = SomeId::from_text(text);
    if (!found) throw py::value_error("an id is 32 lower-case hexadecimal digits");
    return *found;
}

Language language(const std::string& tag_) {
    for (const auto known : {Language::nl, Language::en}) {
        if (tag(known) == tag_) return known;
    }
    throw py::value_error("the languages are \"nl\" and \"en\"");
}

template <class Enum, class... Names>
void add_enum(py::module_& module, const char* name, const char* says,
              std::initializer_list<std::pair<const char*, Enum>> values) {
    py::enum_<Enum> made{module, name, py::arithmetic(), says};
    for (const auto& [word, value] : values) made.value(word, value);
}

void add_enums(py::module_& m) {
    add_enum<Action>(m, "Action", "What is looked at.",
                     {{"grid", Action::grid},
                      {"live", Action::live},
                      {"last_picture", Action::last_picture},
                      {"open_tabs", Action::open_tabs}});
    add_enum<Employment>(m, "Employment", "",
                         {{"unknown", Employment::unknown}, {"active", Employment::active}, {"ended", Employment::ended}});
    add_enum<Directory>(m, "Directory", "",
                        {{"unknown", Directory::unknown}, {"fresh", Directory::fresh}, {"stale", Directory::stale}});
    add_enum<Timekeeping>(m, "Timekeeping", "",
                          {{"unknown", Timekeeping::unknown}, {"sure", Timekeeping::sure}, {"doubtful", Timekeeping::doubtful}});
    add_enum<Schools>(m, "Schools", "",
                      {{"unknown", Schools::unknown}, {"same", Schools::same}, {"different", Schools::different}});
    add_enum<Hours>(m, "Hours", "", {{"unknown", Hours::unknown}, {"open", Hours::open}, {"closed", Hours::closed}});
    add_enum<Whereabouts>(
        m, "Whereabouts", "",
        {{"unknown", Whereabouts::unknown}, {"at_the_site", Whereabouts::at_the_site}, {"elsewhere", Whereabouts::elsewhere}});
    add_enum<RemoteLesson>(m, "RemoteLesson", "", {{"none", RemoteLesson::none}, {"in_force", RemoteLesson::in_force}});
    add_enum<DeviceUser>(m, "DeviceUser", "",
                         {{"unknown", DeviceUser::unknown},
                          {"this_pupil", DeviceUser::this_pupil},
                          {"staff", DeviceUser::staff},
                          {"another_pupil", DeviceUser::another_pupil},
                          {"nobody", DeviceUser::nobody}});
    add_enum<Objection>(m, "Objection", "",
                        {{"unknown", Objection::unknown}, {"none", Objection::none}, {"recorded", Objection::recorded}});
    add_enum<Indicator>(m, "Indicator", "", {{"down", Indicator::down}, {"first", Indicator::first}, {"up", Indicator::up}});
    add_enum<LookPurpose>(m, "LookPurpose", "Why someone looks.",
                          {{"none", LookPurpose::none},
                           {"help", LookPurpose::help},
                           {"safety", LookPurpose::safety},
                           {"progress", LookPurpose::progress},
                           {"test", LookPurpose::test}});
    add_enum<Basis>(m, "Basis", "Why a request was granted.",
                    {{"teaches_group", Basis::teaches_group}, {"replaces_teacher", Basis::replaces_teacher}});
    add_enum<Refusal>(m, "Refusal", "Why a request was refused, in the order in which the rules are tried.",
                      {{"clock_doubtful", Refusal::clock_doubtful},
                       {"directory_stale", Refusal::directory_stale},
                       {"staff_not_active", Refusal::staff_not_active},
                       {"other_school", Refusal::other_school},
                       {"not_their_group", Refusal::not_their_group},
                       {"objection_recorded", Refusal::objection_recorded},
                       {"outside_hours", Refusal::outside_hours},
                       {"viewer_elsewhere", Refusal::viewer_elsewhere},
                       {"device_not_in_use", Refusal::device_not_in_use},
                       {"not_a_pupil_device", Refusal::not_a_pupil_device},
                       {"device_elsewhere", Refusal::device_elsewhere},
                       {"indicator_down", Refusal::indicator_down},
                       {"purpose_missing", Refusal::purpose_missing}});
}

Facts facts(const py::kwargs& given) {
    const auto facts = py::cast(Facts{});
    for (const auto& [name, value] : given) {
        if (!py::hasattr(facts, name)) throw py::type_error("no such fact: " + py::str(name).cast<std::string>());
        py::setattr(facts, name, value);
    }
    return facts.cast<Facts>();
}

std::string listed(const Facts& facts) {
    std::string all{"Facts("};
    list_facts(
        facts,
        [](void* to, std::string_view fact, std::string_view value) {
            auto& text = *static_cast<std::string*>(to);
            text += (text.back() == '(' ? "" : ", ") + std::string{fact} + "=" + std::string{value};
        },
        &all);
    return all + ")";
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
    py::class_<Facts>(m, "Facts", "Everything the rules may look at. What is left out is unknown, and never helps.")
        .def(py::init(&facts))
        .def_readwrite("timekeeping", &Facts::timekeeping)
        .def_readwrite("directory", &Facts::directory)
        .def_readwrite("employment", &Facts::employment)
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
        .def_readwrite("hours", &Facts::hours)
        .def_readwrite("viewer", &Facts::viewer)
        .def_readwrite("device_user", &Facts::device_user)
        .def_readwrite("device", &Facts::device)
        .def_readwrite("remote_lesson", &Facts::remote_lesson)
        .def_readwrite("indicator", &Facts::indicator)
        .def_property(
            "hours_end", [](const Facts& f) -> py::object { return f.hours_end ? datetime(*f.hours_end) : py::none(); },
            [](Facts& f, const py::object& value) {
                if (value.is_none())
                    f.hours_end.reset();
                else
                    f.hours_end = instant(value);
            })
        .def("__repr__", &listed);
}

void add_ruling(py::module_& m) {
    py::class_<Permit>(m, "Permit", "Proof that the rules said yes. Only decide() makes one.")
        .def_property_readonly("request", [](const Permit& p) { return p.request(); })
        .def_property_readonly("basis", &Permit::basis)
        .def_property_readonly("valid_until", [](const Permit& p) { return datetime(p.valid_until()); });
    py::class_<Ruling>(m, "Ruling", "Either `permit` or `refusal` is there; true when it is the permit.")
        .def("__bool__", [](const Ruling& r) { return r.has_value(); })
        .def_property_readonly("permit", [](const Ruling& r) -> py::object { return r ? py::cast(*r) : py::none(); })
        .def_property_readonly("refusal", [](const Ruling& r) -> py::object { return r ? py::none() : py::cast(r.error()); })
        .def(
            "sentence",
            [](const Ruling& r, const std::string& to) { return std::string{r ? "" : sentence(r.error(), language(to))}; },
            py::arg("language"), "The reason as a teacher reads it; \"\" for a permit.")
        .def("__repr__", [](const Ruling& r) { return r ? "Ruling(permit)" : "Ruling(" + std::string{word(r.error())} + ")"; });
}

}  // namespace

void add_policy(py::module_& module) {
    auto m = module.def_submodule("policy", "May this person see this pupil's screen, here and now, and why?");
    add_enums(m);
    add_values(m);
    add_ruling(m);
    m.def(
        "decide",
        [](const Request& request, const Facts& facts, const py::object& now) { return decide(request, facts, instant(now)); },
        py::arg("request"), py::arg("facts"), py::arg("now"),
        "Tries the rules in the order of Refusal; the first that fails is the reason.");
}

}  // namespace monitor::python
