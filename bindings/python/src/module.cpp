// bindings: the module monitor._monitor: a parts list, and the few conversions all parts share.

#include <cmath>

#include "parts.hpp"

namespace monitor::python {

View::View(const py::buffer& buffer) : info{buffer.request()} {
    auto expected = info.itemsize;
    for (auto axis = info.ndim; axis-- > 0;) {
        const auto at = static_cast<std::size_t>(axis);
        if (info.shape[at] > 1 && info.strides[at] != expected)
            throw py::value_error("the bytes must follow each other: use bytes(…)");
        expected *= info.shape[at];
    }
    bytes = {static_cast<const std::byte*>(info.ptr), static_cast<std::size_t>(info.size * info.itemsize)};
}

py::bytes as_python(BytesView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Instant instant(const py::object& datetime) {
    if (datetime.attr("utcoffset")().is_none())
        throw py::value_error("a datetime without a time zone is no instant: give tzinfo");
    const auto seconds = datetime.attr("timestamp")().cast<double>();
    return Instant{std::chrono::milliseconds{std::llround(seconds * 1000.0)}};
}

py::object datetime(Instant instant) {
    const auto module = py::module_::import("datetime");
    const auto utc = module.attr("timezone").attr("utc");
    const auto epoch = module.attr("datetime")(1970, 1, 1, py::arg("tzinfo") = utc);
    return epoch + module.attr("timedelta")(py::arg("milliseconds") = instant.time_since_epoch().count());
}

}  // namespace monitor::python

PYBIND11_MODULE(_monitor, module) {
    using namespace monitor::python;
    module.doc() = "The compiled part of the package monitor; import that one.";
    module.attr("__version__") = MONITOR_VERSION;
    add_errors(module);
    add_policy(module);
    add_picture(module);
    add_codec(module);
    add_capture(module);
    add_roster(module);
    add_audit(module);
    add_retention(module);
}
