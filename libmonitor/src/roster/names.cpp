// roster: how does a name become what a screen shows, in any script?

#include "roster/names.hpp"

#include <Poco/TextIterator.h>
#include <Poco/UTF8Encoding.h>
#include <Poco/Unicode.h>

namespace monitor::roster {
namespace {

using Poco::Unicode;

// One space between words, none around them.
std::string tidy(std::string_view text) {
    std::string tidied;
    bool gap = false;
    for (const char letter : text) {
        const bool space = letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
        if (!space && gap && !tidied.empty()) tidied += ' ';
        if (!space) tidied += letter;
        gap = space;
    }
    return tidied;
}

void append(std::string& text, int letter) {
    unsigned char bytes[4];
    const int count = Poco::UTF8Encoding{}.convert(letter, bytes, sizeof bytes);
    if (count > 0) text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

bool is_letter(int sign) {
    return sign >= 0 && Unicode::isAlpha(sign);
}
bool combines(int sign) {
    return sign >= 0x300 && sign <= 0x36F;  // an accent that is written behind its letter
}

// The letter at `at` in capitals, with its accents; "" where there is none.
std::string capital(Poco::TextIterator at, const Poco::TextIterator& end) {
    std::string letter;
    if (at == end) return letter;
    const int first = *at;
    append(letter, Unicode::toUpper(first));
    const int next = ++at == end ? -1 : *at;
    if ((first == 'I' && next == 'J') || (first == 'i' && next == 'j')) return letter + "J";
    for (; at != end && combines(*at); ++at) append(letter, *at);
    return letter;
}

// Where the surname proper begins. "van 't Hart" and "d'Ancona" begin in lower case: their first capital counts. Written wholly
// in lower case, the last word does.
std::string initial(const std::string& surname) {
    const Poco::UTF8Encoding utf8;
    const Poco::TextIterator begin{surname, utf8}, end{surname};
    auto first = begin;
    while (first != end && !is_letter(*first)) ++first;
    if (first == end) return {};
    const bool apostrophe = first != begin && (surname.front() == '\'' || surname.starts_with("\u2019"));
    if (!Unicode::isLower(*first) && !apostrophe) return capital(first, end);
    auto last_word = first;
    bool at_start = true;
    for (auto at = first; at != end; ++at) {
        if (is_letter(*at) && Unicode::isUpper(*at)) return capital(at, end);
        if (is_letter(*at) && at_start) last_word = at;
        at_start = *at == ' ';
    }
    return capital(last_word, end);
}

}  // namespace

std::string short_name(std::string_view first, std::string_view infix, std::string_view surname) {
    auto name = tidy(first);
    (void)infix;  // never part of what is shown
    if (const auto letter = initial(tidy(surname)); !letter.empty()) {
        if (!name.empty()) name += ' ';
        name += letter + ".";
    }
    return name;
}

std::string full_name(std::string_view first, std::string_view infix, std::string_view surname) {
    std::string name;
    for (const auto part : {first, infix, surname}) {
        const auto word = tidy(part);
        if (!word.empty() && !name.empty()) name += ' ';
        name += word;
    }
    return name;
}

}  // namespace monitor::roster
