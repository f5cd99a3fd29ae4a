#pragma once
// bindings: which parts has the module `_monitor`, and how do they speak with Python?

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <pybind11/pybind11.h>

#include "monitor/base/bytes.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/capture/capturer.hpp"
#include "monitor/picture/picture.hpp"

namespace monitor::python {

namespace py = pybind11;

/// What the world said no to, on its way to Python: the only exception our own code throws. errors.cpp makes it a monitor.Error.
struct Failed : std::runtime_error {
    enum class Class { capture, codec, picture, roster, audit };
    Failed(Class which, std::string_view what_can_be_done, std::string_view operation, int system_code,
           const std::string& place = {});
    Class which;
    std::string remedy;
    std::string operation;
    int system_code;
};
[[noreturn]] void fail(Failed::Class, const Error&);
[[noreturn]] void fail(const capture::CaptureError&);
[[noreturn]] void fail(picture::Flaw);

// One a file.
void add_errors(py::module_&);
void add_policy(py::module_&);
void add_picture(py::module_&);
void add_codec(py::module_&);
void add_capture(py::module_&);
void add_roster(py::module_&);
void add_audit(py::module_&);
void add_retention(py::module_&);

/// The bytes of any object with the buffer protocol, while `view` lives; it must be one run of them.
struct View {
    explicit View(const py::buffer& buffer);
    py::buffer_info info;
    BytesView bytes;
};
[[nodiscard]] py::bytes as_python(BytesView);

/// A datetime that knows its time zone; ValueError for one that does not.
[[nodiscard]] Instant instant(const py::object& datetime);
[[nodiscard]] py::object datetime(Instant);

}  // namespace monitor::python
