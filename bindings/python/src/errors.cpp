// bindings: how does what went wrong become a Python exception? One translator, for the whole border.

#include <fmt/format.h>

#include "parts.hpp"

namespace monitor::python {
namespace {

std::string_view word(Remedy remedy) {
    switch (remedy) {
        case Remedy::try_again: return "try_again";
        case Remedy::correct_input: return "correct_input";
        case Remedy::ask_operator: return "ask_operator";
        case Remedy::give_up: return "give_up";
        case Remedy::conflict: return "conflict";
        case Remedy::not_found: return "not_found";
    }
    return "give_up";
}

std::string_view word(capture::Fault fault) {
    switch (fault) {
        case capture::Fault::try_again: return "try_again";
        case capture::Fault::reopen: return "reopen";
        case capture::Fault::try_another: return "try_another";
        case capture::Fault::stop: return "stop";
    }
    return "stop";
}

std::string_view word(picture::Flaw flaw) {
    switch (flaw) {
        case picture::Flaw::empty: return "empty";
        case picture::Flaw::truncated: return "truncated";
        case picture::Flaw::not_vp8: return "not_vp8";
        case picture::Flaw::bad_size: return "bad_size";
        case picture::Flaw::beyond_limits: return "beyond_limits";
    }
    return "not_vp8";
}

std::string_view class_name(Failed::Class which) {
    switch (which) {
        case Failed::Class::capture: return "CaptureError";
        case Failed::Class::roster: return "RosterError";
        case Failed::Class::audit: return "AuditError";
        case Failed::Class::codec: return "CodecError";
        case Failed::Class::picture: return "PictureError";
    }
    return "Error";
}

// The classes live in the module, so that there is no state beside it.
void raise(const Failed& failed) {
    const auto type = py::module_::import("monitor._monitor").attr(class_name(failed.which).data());
    auto error = type(failed.what());
    error.attr("remedy") = failed.remedy;
    error.attr("operation") = failed.operation;
    error.attr("system_code") = failed.system_code;
    PyErr_SetObject(type.ptr(), error.ptr());
}

}  // namespace

Failed::Failed(Class which_, std::string_view what_can_be_done, std::string_view operation_, int code, const std::string& place)
    : std::runtime_error{fmt::format("{}: {}{}{}", operation_, what_can_be_done,
                                     code != 0 ? fmt::format(" (system code {})", code) : "", place.empty() ? "" : ": " + place)},
      which{which_},
      remedy{what_can_be_done},
      operation{operation_},
      system_code{code} {}

void fail(Failed::Class which, const Error& error) {
    throw Failed{which, word(error.remedy), error.operation, error.system_code, error.place};
}
void fail(const capture::CaptureError& error) {
    throw Failed{Failed::Class::capture, word(error.fault), error.operation, error.system_code};
}
void fail(picture::Flaw flaw) {
    throw Failed{Failed::Class::picture, word(flaw), "read a picture's header", 0};
}

void add_errors(py::module_& module) {
    const auto made = [&](const char* name, const char* says, const py::handle& base) {
        const auto full = std::string{"monitor."} + name;
        auto type = py::reinterpret_steal<py::object>(PyErr_NewExceptionWithDoc(full.c_str(), says, base.ptr(), nullptr));
        module.attr(name) = type;
        return type;
    };
    const auto error =
        made("Error", "The world said no. `remedy` says what the caller can do, `operation` what failed.", PyExc_Exception);
    made("CaptureError", "A screen could not be opened or read.", error);
    made("CodecError", "A picture could not be made or decoded.", error);
    made("PictureError", "These bytes are not a picture we take.", error);
    made("RosterError", "A delivery could not be opened. What is wrong inside one is a finding, not an exception.", error);
    made("AuditError", "Something of the record is not what was signed, or cannot be proved.", error);
    py::register_exception_translator([](std::exception_ptr thrown) {
        try {
            if (thrown) std::rethrow_exception(thrown);
        } catch (const Failed& failed) {
            raise(failed);
        }
    });
}

}  // namespace monitor::python
