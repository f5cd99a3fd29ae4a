// bindings: monitor.picture: what is this run of bytes that claims to be a picture?

#include <optional>

#include <pybind11/stl.h>

#include "parts.hpp"

namespace monitor::python {

void add_picture(py::module_& module) {
    using namespace picture;
    auto m = module.def_submodule("picture", "An encoded picture as bytes, without decoding it.");
    py::enum_<Stream>(m, "Stream", py::arithmetic()).value("grid", Stream::grid).value("live", Stream::live);
    py::enum_<Part>(m, "Part", py::arithmetic()).value("key", Part::key).value("delta", Part::delta);
    py::class_<Header>(m, "Header").def_readonly("part", &Header::part).def_property_readonly("size", [](const Header& h) {
        return py::make_tuple(h.size.width, h.size.height);
    });
    m.def(
        "header",
        [](const py::buffer& vp8, std::optional<Stream> stream) {
            const View view{vp8};
            const auto found = stream ? header(view.bytes, *stream) : header(view.bytes);
            if (!found) fail(found.error());
            return *found;
        },
        py::arg("vp8"), py::arg("stream") = py::none(), "Reads ten bytes. With a stream: held to its limits.");
    m.def(
        "webp",
        [](const py::buffer& vp8) {
            const View view{vp8};
            const auto file = webp(view.bytes);
            if (file.empty())
                throw Failed{Failed::Class::picture, "correct_input", "wrap as WebP: only a key frame stands alone", 0};
            return as_python(file);
        },
        py::arg("vp8"), "The same picture as a WebP file, bit for bit.");
    m.def(
        "limits",
        [](Stream stream) {
            const auto most = limits(stream);
            return py::make_tuple(py::make_tuple(most.size.width, most.size.height), most.bytes);
        },
        py::arg("stream"), "((width, height), bytes): the largest that may pass.");
}

}  // namespace monitor::python
