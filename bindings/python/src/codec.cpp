// bindings: monitor.codec: frames into VP8 and back. Encoding lets other Python threads run.

#include <memory>
#include <optional>
#include <utility>

#include <pybind11/stl.h>

#include "frame.hpp"
#include "monitor/codec/decoder.hpp"
#include "monitor/codec/encoder.hpp"

namespace monitor::python {
namespace {

using namespace codec;

class PythonEncoder {
public:
    PythonEncoder(picture::Stream stream, std::pair<int, int> at_most, int frames_a_second) {
        auto made =
            make_encoder({.stream = stream, .at_most = {at_most.first, at_most.second}, .frames_a_second = frames_a_second});
        if (!made) fail(Failed::Class::codec, made.error());
        encoder_ = std::move(*made);
    }

    void look(OwnFrame& frame) {
        const py::gil_scoped_release others_run;
        const auto stride = static_cast<std::size_t>(frame.size.width) * 4;
        encoder_->look(capture::Frame{frame.size, stride, frame.pixels, frame.changed, frame.taken});
    }
    std::optional<Encoded> encode() {
        auto encoded = [&] {
            const py::gil_scoped_release others_run;
            return encoder_->encode();
        }();
        if (!encoded) fail(Failed::Class::codec, encoded.error());
        return std::move(*encoded);
    }
    void ask_key() { encoder_->ask_key(); }

private:
    std::unique_ptr<Encoder> encoder_{};
};

// (height, width, 4) bytes of any library that has the buffer protocol, as a frame of which everything is new.
OwnFrame frame_of(const py::buffer& buffer) {
    const View view{buffer};
    if (view.info.ndim != 3 || view.info.shape[2] != 4 || view.info.itemsize != 1)
        throw py::value_error("a picture is (height, width, 4) bytes, B G R X");
    if (view.info.shape[0] < 1 || view.info.shape[1] < 1 || view.info.shape[0] > 16384 || view.info.shape[1] > 16384)
        throw py::value_error("a picture is 1 to 16384 pixels wide and high");
    const Size size{static_cast<std::int32_t>(view.info.shape[1]), static_cast<std::int32_t>(view.info.shape[0])};
    return {size, copy(view.bytes), {{0, 0, size.width, size.height}}, {}};
}

}  // namespace

void add_codec(py::module_& module) {
    auto m = module.def_submodule("codec", "Frames into VP8 and back.");
    py::class_<Encoded>(m, "Encoded")
        .def_readonly("part", &Encoded::part)
        .def_property_readonly("size", [](const Encoded& e) { return py::make_tuple(e.size.width, e.size.height); })
        .def_property_readonly("vp8", [](const Encoded& e) { return as_python(e.vp8); });
    py::class_<Decoded>(m, "Decoded", py::buffer_protocol(), "memoryview(decoded) is (height, width, 4), B G R X, read-only.")
        .def_buffer([](Decoded& decoded) { return picture_buffer(decoded.size, decoded.bgrx); })
        .def_property_readonly("size", [](const Decoded& d) { return py::make_tuple(d.size.width, d.size.height); });
    py::class_<PythonEncoder>(m, "Encoder", "One stream of one screen; belongs to one thread.")
        .def(py::init<picture::Stream, std::pair<int, int>, int>(), py::arg("stream") = picture::Stream::grid,
             py::arg("at_most") = std::pair{480, 270}, py::arg("frames_a_second") = 5)
        .def("look", &PythonEncoder::look, py::arg("frame"), "Takes in what changed; nothing is encoded.")
        .def(
            "look",
            [](PythonEncoder& encoder, const py::buffer& pixels) {
                auto frame = frame_of(pixels);
                encoder.look(frame);
            },
            py::arg("frame"))
        .def(
            "encode",
            [](PythonEncoder& encoder) -> py::object {
                auto encoded = encoder.encode();
                return encoded ? py::cast(std::move(*encoded)) : py::none();
            },
            "All that changed since the last call as one picture; None when nothing did.")
        .def("ask_key", &PythonEncoder::ask_key, "The next picture stands alone.");
    py::class_<Decoder>(m, "Decoder", "For integrators and tests; the server never decodes.")
        .def(py::init([](picture::Stream stream) { return make_decoder(stream); }), py::arg("stream") = picture::Stream::grid)
        .def(
            "decode",
            [](Decoder& decoder, const py::buffer& vp8) {
                const View view{vp8};
                auto decoded = [&] {
                    const py::gil_scoped_release others_run;
                    return decoder.decode(view.bytes);
                }();
                if (!decoded) fail(Failed::Class::codec, decoded.error());
                return std::move(*decoded);
            },
            py::arg("vp8"));
}

}  // namespace monitor::python
