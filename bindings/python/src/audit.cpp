// bindings: monitor.audit: is this log what was signed? Findings are an answer, not an exception.

#include <pybind11/stl.h>

#include "monitor/audit/json.hpp"
#include "monitor/audit/proof.hpp"
#include "monitor/audit/verify.hpp"
#include "monitor/retention/terms.hpp"
#include "parts.hpp"

namespace monitor::python {
namespace {

using namespace audit;

[[noreturn]] void no(const Error& error) {
    fail(Failed::Class::audit, error);
}

Hash hash(const py::bytes& given) {
    const std::string_view bytes = given;
    Hash hash;
    if (bytes.size() != hash.size()) throw py::value_error("a hash is 32 bytes");
    std::ranges::copy(as_bytes(bytes), hash.begin());
    return hash;
}
py::bytes as_python(const Hash& hash) {
    return python::as_python(BytesView{hash});
}
Path path(const std::vector<py::bytes>& given) {
    Path path;
    for (const auto& one : given) path.push_back(hash(one));
    return path;
}
std::vector<py::bytes> as_python(const Path& path) {
    std::vector<py::bytes> given;
    for (const auto& one : path) given.push_back(as_python(one));
    return given;
}

seal::PublicKey key(const std::string& text) {
    const auto key = key_from(text);
    if (!key) throw py::value_error("not the public key of a log: one line, as monitor audit key prints it");
    return *key;
}

/// Proofs over leaves in memory; each subtree is joined anew, which is enough for a log that fits there.
struct Tree {
    std::vector<Hash> leaves{};

    [[nodiscard]] std::expected<Hash, Error> operator()(unsigned level, std::uint64_t number) const {
        Frontier joined;
        for (auto at = number << level; at < (number + 1) << level; ++at) joined.append(leaves.at(static_cast<std::size_t>(at)));
        return joined.root();
    }
};
Tree tree(const std::vector<py::bytes>& leaves) {
    Tree tree;
    for (const auto& one : leaves) tree.leaves.push_back(hash(one));
    return tree;
}

/// What one export came to.
struct Report {
    std::string origin{};
    std::uint64_t lines{};
    std::vector<Finding> findings{};
};

template <class Each>
Report report(const std::string& file, const seal::PublicKey& pinned, std::vector<std::string> kept, Each each, Stands stands = {}) {
    const auto reader = read_export(pinned, std::move(kept), std::move(each), stands);
    const auto open = py::module_::import("builtins").attr("open")(file, "rb");
    for (;;) {
        const auto piece = open.attr("read")(1 << 16).cast<py::bytes>();
        const std::string_view bytes = piece;
        if (bytes.empty()) break;
        reader->take(bytes);
    }
    open.attr("close")();
    auto findings = reader->end();
    return {reader->origin(), reader->lines(), std::move(findings)};
}

void add_values(py::module_& m) {
    py::enum_<Flaw> flaw{m, "Flaw", py::arithmetic(), "What is wrong with a log; the numbers do not change."};
    for (int number = 1; word(static_cast<Flaw>(number)) != "unknown"; ++number)
        flaw.value(word(static_cast<Flaw>(number)).data(), static_cast<Flaw>(number));
    py::class_<Finding>(
        m, "Finding", "One thing that is wrong: `flaw`, the lines `first` to `last`, and where in the file or which checkpoint.")
        .def_readonly("flaw", &Finding::flaw)
        .def_readonly("first", &Finding::first)
        .def_readonly("last", &Finding::last)
        .def_readonly("place", &Finding::place)
        .def("__repr__", [](const Finding& f) {
            return "Finding(" + std::string{word(f.flaw)} + ", " + std::to_string(f.first) + ", " + std::to_string(f.last) +
                   (f.place.empty() ? "" : ", " + f.place) + ")";
        });
    py::class_<Report>(m, "Report", "What one export came to; true when nothing is wrong with it.")
        .def_readonly("origin", &Report::origin)
        .def_readonly("lines", &Report::lines)
        .def_readonly("findings", &Report::findings)
        .def("__bool__", [](const Report& r) { return r.findings.empty(); })
        .def("__repr__", [](const Report& r) {
            return "Report(" + r.origin + ", " + std::to_string(r.lines) + " lines, " + std::to_string(r.findings.size()) +
                   " findings)";
        });
    py::class_<Checkpoint>(m, "Checkpoint", "What was signed: which log, how many lines, their root, when.")
        .def_readonly("origin", &Checkpoint::origin)
        .def_readonly("size", &Checkpoint::size)
        .def_property_readonly("root", [](const Checkpoint& c) { return as_python(c.root); })
        .def_property_readonly("at", [](const Checkpoint& c) { return datetime(c.at); })
        .def("__repr__",
             [](const Checkpoint& c) { return "Checkpoint(" + c.origin + ", " + std::to_string(c.size) + " lines)"; });
}

void add_reading(py::module_& m) {
    m.def(
        "verify",
        [](const std::string& file, const std::string& pinned, std::vector<std::string> kept, const py::object& now) {
            if (now.is_none()) return report(file, key(pinned), std::move(kept), EachLine{});
            const auto since = retention::log_stands_since(instant(now));
            return report(file, key(pinned), std::move(kept), EachLine{}, {since.lines, since.persons});
        },
        py::arg("export"), py::kw_only(), py::arg("key"), py::arg("checkpoints") = std::vector<std::string>{}, py::arg("now") = py::none(),
        "Looks through an export. `key`: the public key that was kept; `checkpoints`: the text of those that were kept "
        "elsewhere; `now`: when it was made or is looked at, to find what was erased before its time.");
    m.def(
        "entries",
        [](const std::string& file, const std::string& pinned) {
            std::vector<std::string> lines;
            SchoolId school;
            auto done = report(file, key(pinned), {}, [&](const Evidence& line) {
                auto found = entry(line);
                const auto remains = line.personal ? Remains::whole : line.lasting ? Remains::lasting : Remains::leaf;
                lines.push_back(
                    json(school, {line.index, line.leaf, found ? std::move(*found) : std::nullopt, remains}, Told::whole));
            });
            if (!done.findings.empty() && done.origin.empty())
                no({Remedy::correct_input, "read an export", 0, done.findings.front().place});
            const auto loads = py::module_::import("json").attr("loads");
            const auto whose = done.origin.substr(done.origin.rfind('/') + 1);
            py::list all;
            for (const auto& line : lines) {
                const py::object one = loads(line);
                one["school"] = whose;
                all.append(one);
            }
            return all;
        },
        py::arg("export"), py::kw_only(), py::arg("key"),
        "The lines of an export as dicts, as `monitor audit show --json` has them. Verify it first.");
    m.def(
        "checkpoint",
        [](const std::string& note, const std::string& pinned) {
            const auto read = audit::checkpoint(note, key(pinned));
            if (!read) no(read.error());
            return *read;
        },
        py::arg("note"), py::kw_only(), py::arg("key"), "Reads a checkpoint; AuditError unless it is what the key signed.");
}

void add_proofs(py::module_& m) {
    m.def(
        "leaf", [](const py::bytes& input) { return as_python(leaf(as_bytes(std::string_view{input}))); }, py::arg("input"),
        "SHA-256(0x00 + input), as RFC 6962 has it.");
    m.def(
        "root", [](const std::vector<py::bytes>& leaves) { return as_python(*root(leaves.size(), tree(leaves))); },
        py::arg("leaves"), "The root of the tree over these leaves.");
    m.def(
        "inclusion",
        [](std::uint64_t index, const std::vector<py::bytes>& leaves) {
            const auto found = inclusion(index, leaves.size(), tree(leaves));
            if (!found) no(found.error());
            return as_python(*found);
        },
        py::arg("index"), py::arg("leaves"), "The hashes that prove that a line stands in the log of these leaves.");
    m.def(
        "consistency",
        [](std::uint64_t from, const std::vector<py::bytes>& leaves) {
            const auto found = consistency(from, leaves.size(), tree(leaves));
            if (!found) no(found.error());
            return as_python(*found);
        },
        py::arg("size"), py::arg("leaves"), "The hashes that prove that the first `size` leaves are the beginning of these.");
    m.def(
        "included",
        [](const py::bytes& of, std::uint64_t index, std::uint64_t size, const py::bytes& over,
           const std::vector<py::bytes>& given) {
            return included(hash(of), index, size, hash(over), path(given)) == Proved::yes;
        },
        py::arg("leaf"), py::kw_only(), py::arg("index"), py::arg("size"), py::arg("root"), py::arg("path"));
    m.def(
        "consistent",
        [](std::uint64_t from, const py::bytes& before, std::uint64_t size, const py::bytes& over,
           const std::vector<py::bytes>& given) {
            return consistent(from, hash(before), size, hash(over), path(given)) == Proved::yes;
        },
        py::kw_only(), py::arg("from_size"), py::arg("from_root"), py::arg("size"), py::arg("root"), py::arg("path"));
}

}  // namespace

void add_audit(py::module_& module) {
    auto m = module.def_submodule("audit", "Was this log changed, cut, put in another order or wound back?");
    add_values(m);
    add_reading(m);
    add_proofs(m);
}

}  // namespace monitor::python
