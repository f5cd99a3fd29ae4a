// bindings: monitor.roster: the readers. What is wrong in a delivery is a finding; only one that cannot be opened is an
// exception.

#include "roster.hpp"

#include <optional>

#include <pybind11/functional.h>
#include <pybind11/stl.h>

namespace monitor::python {
namespace {

using namespace roster;

/// What could not be opened is an exception.
template <class Some>
Some opened(std::expected<Some, Error> some) {
    if (!some) fail(Failed::Class::roster, some.error());
    return *std::move(some);
}

/// A path, or bytes that live as long as this does.
struct Given {
    explicit Given(const py::object& object) {
        if (PyObject_CheckBuffer(object.ptr()) != 0) {
            view.emplace(py::reinterpret_borrow<py::buffer>(object));
            source = memory_source(view->bytes);
            return;
        }
        source = opened(file_source(path(object)));
    }
    static std::string path(const py::object& object) {
        return py::module_::import("os").attr("fspath")(object).cast<std::string>();
    }
    std::optional<View> view;
    std::unique_ptr<Source> source;
};

std::unique_ptr<Files> files(const py::object& path) {
    return opened(open_files(Given::path(path)));
}

/// How it is read, in the words of Python.
struct How {
    Wanted wanted{};
    py::object now;
    std::string school{};
    std::optional<std::string> year{};
    std::optional<py::function> progress{};

    [[nodiscard]] Reading reading() const {
        Reading made{.wanted = wanted, .now = instant(now), .brin = school};
        if (year) made.year = school::SchoolYear::from_text(*year);
        if (year && !made.year) throw py::value_error("a school year is written as \"2026-2027\"");
        if (progress) made.progress = [call = *progress](std::uintmax_t bytes) { call(bytes); };
        return made;
    }
};

// The readers hold no Python object but the progress, which needs the lock.
template <class Read>
auto unlocked(const How& how, Read read) {
    auto reading = how.reading();
    if (how.progress) return read(std::move(reading));
    const py::gil_scoped_release release;
    return read(std::move(reading));
}

template <class Read, class... Arguments>
void offer(py::module_& m, const char* name, Read read, const char* says, Arguments... arguments) {
    m.def(name, read, arguments..., py::kw_only(), py::arg("now"), py::arg("school") = "", py::arg("year") = py::none(),
          py::arg("wanted") = Wanted::look_along, py::arg("progress") = py::none(), says);
}

using School = const std::string&;
using Year = const std::optional<std::string>&;
using Progress = const std::optional<py::function>&;

template <auto read>
void offer_one(py::module_& m, const char* name, const char* says) {
    const auto call = [](const py::object& source, const py::object& now, School school, Year year, Wanted wanted,
                         Progress progress) {
        const Given given{source};
        return unlocked({wanted, now, school, year, progress},
                        [&](Reading reading) { return read(*given.source, std::move(reading)); });
    };
    offer(m, name, call, says, py::arg("source"));
}

template <auto read>
void offer_files(py::module_& m, const char* name, const char* says) {
    const auto call = [](const py::object& path, const py::object& now, School school, Year year, Wanted wanted,
                         Progress progress) {
        const auto opened = files(path);
        return unlocked({wanted, now, school, year, progress},
                        [&](Reading reading) { return read(*opened, std::move(reading)); });
    };
    offer(m, name, call, says, py::arg("path"));
}

void offer_gkv(py::module_& m) {
    const auto call = [](const py::object& pupils, const py::object& staff, const py::object& now, School school, Year year,
                         Wanted wanted, Progress progress) {
        const Given first{pupils}, second{staff};
        return unlocked({wanted, now, school, year, progress},
                        [&](Reading reading) { return read_gkv(*first.source, *second.source, std::move(reading)); });
    };
    offer(m, "read_gkv", call, "ParnasSys GKV: the answers of getLeerlingen and getMedewerkers.", py::arg("pupils"),
          py::arg("staff"));
}

void offer_oneroster(py::module_& m) {
    const auto call = [](const py::object& path, const py::object& now, School school, Year year, Wanted wanted,
                         Progress progress) {
        const auto all = opened(deliveries(Given::path(path)));
        return opened(unlocked({wanted, now, school, year, progress},
                               [&](Reading reading) { return read_oneroster(all, std::move(reading)); }));
    };
    offer(m, "read_oneroster", call, "OneRoster 1.1 or 1.2: a folder or a zip, or a folder of deliveries.", py::arg("path"));
}

void offer_merge(py::module_& m) {
    const auto call = [](const Import& before, const py::object& path, const py::object& now, School school, Year year,
                         Wanted wanted, Progress progress) {
        const auto opened = files(path);
        return unlocked({wanted, now, school, year, progress},
                        [&](Reading reading) { return merge_oneroster(before.snapshot, *opened, std::move(reading)); });
    };
    offer(m, "merge_oneroster", call, "A later delivery of OneRoster, of changes or in part whole, over `before`.",
          py::arg("before"), py::arg("path"));
}

}  // namespace

void add_roster(py::module_& module) {
    auto m = module.def_submodule("roster", "What the administration of a school delivers, as one snapshot.");
    add_roster_lines(m);
    offer_one<&read_edexml>(m, "read_edexml", "EDEXML 1.03, 2.0 or 2.1, from a path or bytes.");
    offer_one<&read_uwlr>(m, "read_uwlr", "The answer of UWLR 2.2, from a path or bytes.");
    offer_gkv(m);
    offer_oneroster(m);
    offer_merge(m);
    offer_files<&read_sds>(m, "read_sds", "School Data Sync v1, v2 or v2.1: a folder or a zip.");
    m.def(
        "add_guardians",
        [](Import& to, const py::object& source) {
            const Given given{source};
            read_guardians(*given.source, to, {.wanted = Wanted::look_along_and_portal});
        },
        py::arg("to"), py::arg("source"), "Our own list of guardians (docs/formats/guardians.md), added to the pupils of `to`.");
    m.def(
        "check", [](const Import& import) { return check(import.snapshot); }, py::arg("delivery"),
        "What only a look at the whole can tell. A fatal one, here or in `findings`: do not apply.");
}

}  // namespace monitor::python
