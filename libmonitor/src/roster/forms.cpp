// roster: what is each form of delivery called in settings and commands?

#include <array>
#include <utility>

#include "monitor/roster/readers.hpp"

namespace monitor::roster {
namespace {

constexpr std::array<std::pair<Form, std::string_view>, 6> words{{{Form::edexml, "edexml"},
                                                                  {Form::uwlr, "uwlr"},
                                                                  {Form::gkv, "gkv"},
                                                                  {Form::oneroster, "oneroster"},
                                                                  {Form::sds, "sds"},
                                                                  {Form::guardians, "guardians"}}};

}  // namespace

std::string_view word(Form form) noexcept {
    for (const auto& [known, text] : words) {
        if (known == form) return text;
    }
    return {};
}

std::optional<Form> form_from(std::string_view word) noexcept {
    for (const auto& [form, text] : words) {
        if (text == word) return form;
    }
    return std::nullopt;
}

}  // namespace monitor::roster
