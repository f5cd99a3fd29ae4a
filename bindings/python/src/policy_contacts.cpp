// bindings: monitor.policy: who sees which contact detail?

#include "monitor/policy/visible.hpp"
#include "policy.hpp"

namespace monitor::python {
namespace {

using namespace policy;

void add_contact_enums(py::module_& m) {
    add_words<Detail>(m, "Detail", "A contact detail.");
    add_words<ContactRefusal>(m, "ContactRefusal", "Why a detail is not shown, in the order in which the rules are tried.");
    add_words<ContactBasis>(m, "ContactBasis", "Why a detail is shown.");
    add_enum<Audience>(m, "Audience", "What one chooses for a detail.",
                       {{"not_chosen", Audience::not_chosen},
                        {"me_and_the_school", Audience::me_and_the_school},
                        {"my_groups", Audience::my_groups},
                        {"the_whole_school", Audience::the_whole_school}});
    add_enum<Viewer>(m, "Viewer", "What the viewer is at the school.",
                     {{"unknown", Viewer::unknown},
                      {"staff", Viewer::staff},
                      {"support", Viewer::support},
                      {"guardian", Viewer::guardian},
                      {"pupil", Viewer::pupil}});
    add_enum<Belonging>(m, "Belonging", "",
                        {{"unknown", Belonging::unknown}, {"current", Belonging::current}, {"ended", Belonging::ended}});
    add_enum<Whose>(m, "Whose", "",
                    {{"unknown", Whose::unknown}, {"ones_own", Whose::ones_own}, {"somebody_elses", Whose::somebody_elses}});
    add_enum<Groups>(m, "Groups", "Do viewer and person have a group in common?",
                     {{"unknown", Groups::unknown}, {"shared", Groups::shared}, {"apart", Groups::apart}});
    add_enum<Reach>(m, "Reach", "How far someone sees beyond what is their own.",
                    {{"nothing", Reach::nothing}, {"own", Reach::own}, {"shared", Reach::shared}, {"everyone", Reach::everyone}});
}

std::vector<GroupId> ids(const py::list& texts) {
    std::vector<GroupId> all;
    for (const auto& text : texts) all.push_back(id<GroupId>(text.cast<std::string>()));
    return all;
}

void add_filter(py::module_& m) {
    py::class_<VisibleTo>(m, "VisibleTo", "Which of a list of details somebody sees; made by visible_to().")
        .def_readonly("reach", &VisibleTo::reach)
        .def("__repr__", [](const VisibleTo& f) { return "VisibleTo(reach=" + std::to_string(static_cast<int>(f.reach)) + ")"; });
    m.def(
        "visible_to",
        [](const std::string& person, const std::string& school, Viewer viewer, Belonging belonging, const py::list& groups,
           const py::object& permission_end, const py::object& now) {
            Onlooker by{id<PersonId>(person), id<SchoolId>(school), viewer, belonging, ids(groups), SupportPermission::none, {}};
            if (!permission_end.is_none()) {
                by.permission = SupportPermission::given;
                by.permission_end = instant(permission_end);
            }
            return visible_to(by, instant(now));
        },
        py::kw_only(), py::arg("person"), py::arg("school"), py::arg("viewer"), py::arg("belonging"), py::arg("groups") = py::list{},
        py::arg("permission_end") = py::none(), py::arg("now"), "The same rules as decide(), said of a whole list.");
    m.def(
        "admits",
        [](const VisibleTo& filter, const std::string& school, const std::string& person, Detail detail, Audience audience,
           Restriction restriction, const py::list& groups) {
            return admits(filter, {id<SchoolId>(school), id<PersonId>(person), detail, audience, restriction, ids(groups)});
        },
        py::arg("filter"), py::kw_only(), py::arg("school"), py::arg("person"), py::arg("detail"), py::arg("audience"),
        py::arg("restriction"), py::arg("groups") = py::list{}, "Does the filter let this kept detail through?");
}

}  // namespace

void add_contacts(py::module_& m) {
    add_contact_enums(m);
    py::class_<ContactRequest>(m, "ContactRequest", "Who wants to see which detail of whom. Ids are 32 hexadecimal digits.")
        .def(py::init([](const std::string& viewer, const std::string& person, Detail detail) {
                 return ContactRequest{id<PersonId>(viewer), id<PersonId>(person), detail};
             }),
             py::kw_only(), py::arg("viewer"), py::arg("person"), py::arg("detail"))
        .def_property_readonly("viewer", [](const ContactRequest& r) { return r.viewer.text(); })
        .def_property_readonly("person", [](const ContactRequest& r) { return r.person.text(); })
        .def_readonly("detail", &ContactRequest::detail);
    py::class_<ContactFacts> made(m, "ContactFacts", "What the rules look at before a detail is shown. What is left out never helps.");
    made.def(py::init(&facts<ContactFacts>))
        .def_readwrite("viewer", &ContactFacts::viewer)
        .def_readwrite("belonging", &ContactFacts::belonging)
        .def_readwrite("schools", &ContactFacts::schools)
        .def_readwrite("whose", &ContactFacts::whose)
        .def_readwrite("restriction", &ContactFacts::restriction)
        .def_readwrite("permission", &ContactFacts::permission)
        .def_readwrite("audience", &ContactFacts::audience)
        .def_readwrite("groups", &ContactFacts::groups)
        .def("__repr__", [](const ContactFacts& f) { return "ContactFacts" + listed(f); });
    add_end(made, "permission_end", &ContactFacts::permission_end);
    py::class_<ContactPermit>(m, "ContactPermit", "Proof that the rules said yes. Only decide() makes one.")
        .def_property_readonly("request", [](const ContactPermit& p) { return p.request(); })
        .def_property_readonly("basis", &ContactPermit::basis);
    add_ruling<ContactRuling>(m, "ContactRuling", "Either `permit` or `refusal` is there; true when it is the permit.");
    m.def(
        "decide",
        [](const ContactRequest& request, const ContactFacts& facts, const py::object& now) {
            return decide(request, facts, instant(now));
        },
        py::arg("request"), py::arg("facts"), py::arg("now"), "May somebody see this contact detail?");
    add_filter(m);
}

}  // namespace monitor::python
