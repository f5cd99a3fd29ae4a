#pragma once
// bindings: what the three kinds of questions to the rules have in common in Python.

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "monitor/policy/words.hpp"
#include "parts.hpp"

namespace monitor::python {

template <class SomeId>
SomeId id(const std::string& text) {
    const auto found = SomeId::from_text(text);
    if (!found) throw py::value_error("an id is 32 lower-case hexadecimal digits");
    return *found;
}

[[nodiscard]] Language language(const std::string& tag);

template <class Enum>
void add_enum(py::module_& module, const char* name, const char* says, std::initializer_list<std::pair<const char*, Enum>> values) {
    py::enum_<Enum> made{module, name, py::arithmetic(), says};
    for (const auto& [word, value] : values) made.value(word, value);
}

/// An enumeration whose words policy itself knows: each value from 1 that has one.
template <class Enum>
void add_words(py::module_& module, const char* name, const char* says) {
    py::enum_<Enum> made{module, name, py::arithmetic(), says};
    for (int value = 1; value <= 255; ++value) {
        const auto one = static_cast<Enum>(value);
        if (const std::string word{policy::word(one)}; word != "unknown") made.value(word.c_str(), one);
    }
}

/// Facts by name; what is not named stays unknown.
template <class SomeFacts>
SomeFacts facts(const py::kwargs& given) {
    const py::object facts = py::cast(SomeFacts{});
    for (const auto& [name, value] : given) {
        if (!py::hasattr(facts, name)) throw py::type_error("no such fact: " + py::str(name).cast<std::string>());
        py::setattr(facts, name, value);
    }
    return facts.cast<SomeFacts>();
}

template <class SomeFacts>
std::string listed(const SomeFacts& facts) {
    std::string all{"("};
    policy::list_facts(
        facts,
        [](void* to, std::string_view fact, std::string_view value) {
            auto& text = *static_cast<std::string*>(to);
            text += (text.back() == '(' ? "" : ", ") + std::string{fact} + "=" + std::string{value};
        },
        &all);
    return all + ")";
}

/// None, or a datetime.
template <class Class, class Owner>
void add_end(Class& made, const char* name, std::optional<Instant> Owner::*place) {
    made.def_property(
        name, [place](const Owner& f) -> py::object { return f.*place ? datetime(*(f.*place)) : py::none(); },
        [place](Owner& f, const py::object& value) {
            if (value.is_none())
                (f.*place).reset();
            else
                f.*place = instant(value);
        });
}

/// Either `permit` or `refusal` is there.
template <class Ruling>
void add_ruling(py::module_& m, const char* name, const char* says) {
    py::class_<Ruling>(m, name, says)
        .def("__bool__", [](const Ruling& r) { return r.has_value(); })
        .def_property_readonly("permit", [](const Ruling& r) -> py::object { return r ? py::cast(*r) : py::none(); },
                               "The proof, or None.")
        .def_property_readonly("refusal", [](const Ruling& r) -> py::object { return r ? py::none() : py::cast(r.error()); },
                               "The first reason against it, or None.")
        .def(
            "sentence",
            [](const Ruling& r, const std::string& to, policy::Reader reader) {
                return std::string{r ? "" : policy::sentence(r.error(), language(to), reader)};
            },
            py::arg("language"), py::arg("reader") = policy::Reader::asker, "The reason as this reader reads it; \"\" for a permit.")
        .def("__repr__", [name = std::string{name}](const Ruling& r) {
            return name + "(" + (r ? "permit" : std::string{policy::word(r.error())}) + ")";
        });
}

void add_acts(py::module_& policy);
void add_contacts(py::module_& policy);

}  // namespace monitor::python
