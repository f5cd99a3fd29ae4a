// bindings: monitor.capture: a screen as frames, one at a time. Waiting lets other Python threads run.

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <mutex>
#include <optional>

#include "frame.hpp"

namespace monitor::python {
namespace {

using namespace capture;

/// So long a wait may go on after close(), or after Ctrl-C.
constexpr std::chrono::milliseconds slice{100};

/// While it is open the screen is being captured; close() or the end of `with` stops it.
class Screen {
public:
    Screen(std::string backend, std::string source, Extent extent)
        : clock_{std::make_unique<SystemClock>()},
          options_{.backend = std::move(backend), .source = std::move(source), .extent = extent, .clock = clock_.get()} {}

    void open() {
        auto opened = [&] {
            const py::gil_scoped_release others_run;
            return capture::open(options_);
        }();
        if (!opened) fail(opened.error());
        capturer_ = std::move(*opened);
        name_ = capturer_->name();
    }
    /// From any thread; a next() that waits ends with an error.
    void close() {
        closed_ = true;
        const py::gil_scoped_release others_run;
        const std::lock_guard lock{mutex_};
        capturer_.reset();
    }

    std::optional<OwnFrame> next(double seconds) {
        if (!(seconds >= 0 && seconds <= 3600)) throw py::value_error("patience is 0 to 3600 seconds");
        std::unique_lock lock{mutex_, std::defer_lock};
        for (auto left = std::chrono::milliseconds{std::llround(seconds * 1000)};; left -= slice) {
            auto found = [&] {
                const py::gil_scoped_release others_run;
                if (!lock.owns_lock() && !lock.try_lock()) throw std::runtime_error("another thread waits for this screen");
                if (closed_) throw py::value_error("this screen is closed");
                return owned(std::min(left, slice));
            }();
            if (!found) fail(found.error());
            if (*found || left <= slice) return std::move(*found);
            if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        }
    }
    [[nodiscard]] std::string name() const { return name_; }

private:
    std::expected<std::optional<OwnFrame>, CaptureError> owned(std::chrono::milliseconds patience) {
        const auto frame = capturer_->next(patience);
        if (!frame) return std::unexpected{frame.error()};
        if (!*frame) return std::nullopt;
        const auto& seen = **frame;
        return OwnFrame{seen.size(), seen.clone(), {seen.changed().begin(), seen.changed().end()}, seen.taken()};
    }

    std::unique_ptr<SystemClock> clock_;
    Options options_;
    std::string name_{};
    std::atomic<bool> closed_{};
    std::mutex mutex_{};  ///< held by who uses the capturer
    std::unique_ptr<Capturer> capturer_{};
};

py::list rectangles(const OwnFrame& frame) {
    py::list all;
    for (const auto& part : frame.changed) all.append(py::make_tuple(part.x, part.y, part.width, part.height));
    return all;
}

}  // namespace

py::buffer_info picture_buffer(Size size, const Bytes& pixels) {
    const std::vector<py::ssize_t> shape{size.height, size.width, 4};
    const std::vector<py::ssize_t> strides{py::ssize_t{4} * size.width, 4, 1};
    return {const_cast<std::byte*>(pixels.data()), 1, "B", 3, shape, strides, true};
}

void add_capture(py::module_& module) {
    auto m = module.def_submodule("capture", "Pictures of one screen. There is no indicator here: tell whoever sits at it.");
    py::enum_<Extent>(m, "Extent", py::arithmetic())
        .value("desktop", Extent::desktop)
        .value("active_monitor", Extent::active_monitor);
    py::class_<OwnFrame>(m, "Frame", py::buffer_protocol(),
                         "One picture; memoryview(frame) is (height, width, 4), B G R X, read-only.")
        .def_buffer([](OwnFrame& frame) { return picture_buffer(frame.size, frame.pixels); })
        .def_property_readonly("size", [](const OwnFrame& f) { return py::make_tuple(f.size.width, f.size.height); })
        .def_property_readonly("changed", &rectangles)
        .def_property_readonly("taken", [](const OwnFrame& f) { return datetime(f.taken); });
    py::class_<Screen>(m, "Screen")
        .def(
            "next",
            [](Screen& screen, double seconds) -> py::object {
                auto frame = screen.next(seconds);
                return frame ? py::cast(std::move(*frame)) : py::none();
            },
            py::arg("seconds"), "The next frame; None when nothing changed for so long. One thread at a time.")
        .def("close", &Screen::close, "From any thread; a next() that waits ends with ValueError.")
        .def_property_readonly("name", &Screen::name)
        .def("__enter__", [](py::object self) { return self; })
        .def("__exit__", [](Screen& screen, const py::args&) { screen.close(); });
    m.def(
        "open",
        [](const std::string& backend, const std::string& source, Extent extent) {
            auto screen = std::make_unique<Screen>(backend, source, extent);
            screen->open();
            return screen;
        },
        py::arg("backend") = "auto", py::kw_only(), py::arg("source") = "", py::arg("extent") = Extent::desktop);
}

}  // namespace monitor::python
