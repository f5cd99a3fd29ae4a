// roster: how does someone at a school hear what is wrong with an XML file, and in which alphabets may one come?

#include "roster/xml_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "monitor/base/ascii.hpp"

namespace monitor::roster::xml {
namespace {

// 0x80 to 0x9F (WHATWG Encoding, index windows-1252): the rest is ISO-8859-1. The five that are free stay control signs.
constexpr std::array<int, 32> windows_1252{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                           0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                           0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// A name from outside, fit to stand in a message.
std::string shown(std::string_view name) {
    std::string plain;
    for (const char sign : name.substr(0, 40)) plain += sign > ' ' && sign <= '~' ? sign : '?';
    return plain;
}

}  // namespace

int XMLCALL western(void*, const char* name, XML_Encoding* encoding) noexcept {
    if (!same_word(name, "windows-1252") && !same_word(name, "cp1252")) return XML_STATUS_ERROR;
    for (int byte = 0; byte < 256; ++byte) {
        encoding->map[byte] = byte >= 0x80 && byte < 0xA0 ? windows_1252[static_cast<std::size_t>(byte - 0x80)] : byte;
    }
    encoding->data = nullptr;
    encoding->convert = nullptr;
    encoding->release = nullptr;
    return XML_STATUS_OK;
}

std::string trouble(XML_Error code, Where where) {
    constexpr std::string_view cut = "ends before it is complete; export it again and copy it whole";
    const auto ends = {XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR, XML_ERROR_UNCLOSED_CDATA_SECTION};
    if (code == XML_ERROR_NO_ELEMENTS && where == Where::outside) return "is empty: there is no XML element in it";
    if (std::ranges::find(ends, code) != ends.end()) return std::string{cut};
    if (code == XML_ERROR_UNKNOWN_ENCODING || code == XML_ERROR_INCORRECT_ENCODING) {
        return "is in an encoding that cannot be read; save it as UTF-8 (UTF-16, ISO-8859-1 and windows-1252 can be read too)";
    }
    if (code == XML_ERROR_INVALID_TOKEN) {
        return "is not well-formed XML here: a stray < or &, or letters in another encoding than its first line says; export it "
               "again";
    }
    if (code == XML_ERROR_JUNK_AFTER_DOC_ELEMENT) return "goes on after its last element; export it again";
    const auto* words = XML_ErrorString(code);
    return fmt::format("is not well-formed XML here ({}); export it again", words == nullptr ? "unknown" : words);
}

std::string unreadable(const Error& error) {
    if (error.place == "bytes") return "is larger than may be read; one file holds one school";
    return fmt::format("could not be read ({}, system code {}); try again", error.operation, error.system_code);
}

std::string other_root(std::string_view name, const Grammar& grammar) {
    std::string roots;
    for (const auto& rule : grammar.rules()) {
        if (rule.in == Node{}) roots += fmt::format("{}<{}>", roots.empty() ? "" : " or ", rule.name);
    }
    return fmt::format("begins with <{}> where {} was expected; was another format meant?", shown(name), roots);
}

}  // namespace monitor::roster::xml
