// roster: in which letters is a cell written, and may they all be there?

#include "roster/csv_text.hpp"

#include <algorithm>

#include <Poco/UTF8Encoding.h>
#include <Poco/Windows1252Encoding.h>

#include "roster/wiping.hpp"
#include "roster/written.hpp"

namespace monitor::roster {
namespace {

// The length of the letter that begins here; 0: this is no UTF-8.
std::size_t letter_at(const unsigned char* at, std::size_t left) {
    if (*at < 0x80) return 1;
    const std::size_t length = *at >= 0xf0 ? 4 : *at >= 0xe0 ? 3 : 2;
    return length <= left && Poco::UTF8Encoding::isLegal(at, static_cast<int>(length)) ? length : 0;
}

Letters checked(const std::string& cell) {
    const auto* at = reinterpret_cast<const unsigned char*>(cell.data());
    for (std::size_t left = cell.size(); left > 0;) {
        const auto length = letter_at(at, left);
        if (length == 0) return Letters::windows_1252;
        if (length == 2 && at[0] == 0xc2 && at[1] < 0xa0) return Letters::unreadable;  // U+0080…U+009F steer, they are no letters
        at += length;
        left -= length;
    }
    return Letters::utf8;
}

Letters converted(std::string& cell) {
    const Poco::Windows1252Encoding windows;
    const Poco::UTF8Encoding utf8;
    std::string made;
    made.reserve(cell.size() * 3);
    for (const char sign : cell) {
        const auto byte = static_cast<unsigned char>(sign);
        const int letter = windows.convert(&byte);
        if (letter < 0 || (letter >= 0x80 && letter < 0xa0)) return Letters::unreadable;
        unsigned char bytes[4];
        made.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(utf8.convert(letter, bytes, sizeof bytes)));
    }
    wipe(cell);
    cell = made;
    wipe(made);
    return Letters::windows_1252;
}

}  // namespace

Letters to_utf8(std::string& cell) {
    if (const auto text = trimmed(cell); text.size() != cell.size()) {
        const auto from = static_cast<std::size_t>(text.empty() ? 0 : text.data() - cell.data());
        const auto length = text.size();
        cell.erase(from + length);
        cell.erase(0, from);
    }
    if (std::ranges::none_of(cell, [](char sign) { return static_cast<unsigned char>(sign) >= 0x80; })) return Letters::utf8;
    const auto letters = checked(cell);
    return letters == Letters::windows_1252 ? converted(cell) : letters;
}

}  // namespace monitor::roster
