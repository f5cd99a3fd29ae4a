// roster: how does a name lose its accents, its capitals and its spaces? By table for the Latin letters (Unicode 15, NFKD).

#include "roster/linking_text.hpp"

#include <array>
#include <cstddef>

#include <Poco/TextIterator.h>
#include <Poco/UTF8Encoding.h>
#include <Poco/Unicode.h>

namespace monitor::roster {
namespace {

constexpr std::size_t longest = 256;

// What each letter is without its accents, in order; "." for one that is a letter of its own.
constexpr std::string_view latin =  // U+00C0 to U+017F
    "a a a a a a ae c e e e e i i i i d n o o o o o . o u u u u y th ss a a a a a a ae c e e e e i i i i d n o o o o o . o u u u "
    "u y "
    "th y a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h i i i i i i i i i i ij ij j j k k q l "
    "l l l "
    "l l l l l l n n n n n n n n n o o o o o o oe oe r r r r r r s s s s s s s s t t t t t t u u u u u u u u u u u u w w y y y z "
    "z z z "
    "z z s";
constexpr std::string_view latin_b =  // U+0180 to U+024F
    "b . b b . . . c c . . d d . e e . f f . . . . . k k l . . . . . o o . . p p . . . . . t t t . u u . . y y z z . . . . . . . "
    ". . "
    ". . . . dz dz dz lj lj lj nj nj nj a a i i o o u u u u u u u u u u e a a a a ae ae g g g g k k o o o o . . j dz dz dz g g . "
    ". n n "
    "a a ae ae o o a a a a e e e e i i i i o o o o r r r r u u u u s s t t . . h h . d . . . . a a e e o o o o o o o o y y l n t "
    ". . "
    ". . c c l . s z . . b . . e e j j q q r r y y";
constexpr std::string_view latin_more =  // U+1E00 to U+1EFF
    "a a b b b b b b c c d d d d d d d d d d e e e e e e e e e e f f g g h h h h h h h h h h i i i i k k k k k k l l l l l l l l "
    "m m "
    "m m m m n n n n n n n n o o o o o o o o p p p p r r r r r r r r s s s s s s s s s s t t t t t t t t u u u u u u u u u u v v "
    "v v w "
    "w w w w w w w w w x x x x y y z z z z z z h t w y a s . . ss d a a a a a a a a a a a a a a a a a a a a a a a a e e e e e e "
    "e e e "
    "e e e e e e e i i i i o o o o o o o o o o o o o o o o o o o o o o o o u u u u u u u u u u u u u u y y y y y y y y . . . . . "
    ".";
constexpr std::string_view joined = "ff fi fl ffi ffl st st";  // U+FB00 to U+FB06

template <std::size_t count>
constexpr std::array<std::string_view, count> table(std::string_view words) {
    std::array<std::string_view, count> letters;
    for (auto& letter : letters) {
        const auto end = words.find(' ');
        letter = words.substr(0, end);
        words = end == std::string_view::npos ? std::string_view{} : words.substr(end + 1);
        if (letter.empty()) throw "a table that is too short";
    }
    if (!words.empty()) throw "a table that is too long";
    return letters;
}
constexpr auto latin_letters = table<0x180 - 0xC0>(latin);
constexpr auto latin_b_letters = table<0x250 - 0x180>(latin_b);
constexpr auto latin_more_letters = table<0x1F00 - 0x1E00>(latin_more);
constexpr auto joined_letters = table<7>(joined);

std::string_view plain(int sign) {
    const auto at = static_cast<std::size_t>(sign);
    std::string_view found = ".";
    if (sign >= 0xC0 && sign < 0x180) found = latin_letters[at - 0xC0];
    if (sign >= 0x180 && sign < 0x250) found = latin_b_letters[at - 0x180];
    if (sign >= 0x1E00 && sign < 0x1F00) found = latin_more_letters[at - 0x1E00];
    if (sign >= 0xFB00 && sign < 0xFB07) found = joined_letters[at - 0xFB00];
    return found == "." ? std::string_view{} : found;
}

// Accents that are written behind their letter, and signs without width.
bool unseen(int sign) {
    return (sign >= 0x300 && sign <= 0x36F) || (sign >= 0x200B && sign <= 0x200F) || sign == 0xAD || sign == 0xFEFF;
}
bool space(int sign) {
    return sign == ' ' || (sign >= 9 && sign <= 13) || sign == 0xA0 || (sign >= 0x2000 && sign <= 0x200A) || sign == 0x202F ||
           sign == 0x3000;
}

}  // namespace

std::string normalised(std::string_view utf8) {
    if (utf8.size() > longest) return {};
    const std::string text{utf8};
    const Poco::UTF8Encoding encoding;
    const Poco::TextIterator end{text};
    std::string out;
    for (Poco::TextIterator at{text, encoding}; at != end; ++at) {
        int sign = *at;
        if (sign < 0) return {};
        if (sign >= 0xFF01 && sign <= 0xFF5E) sign -= 0xFEE0;  // as wide as a Chinese sign
        sign = Poco::Unicode::toLower(sign);
        if (unseen(sign) || space(sign)) continue;
        if (const auto letters = plain(sign); !letters.empty()) {
            out += letters;
            continue;
        }
        unsigned char bytes[4];
        const int count = encoding.convert(sign, bytes, sizeof bytes);
        if (count > 0) out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
    }
    return out;
}

std::string without_marks(std::string_view normalised) {
    std::string out;
    for (std::size_t at = 0; at < normalised.size(); ++at) {
        const char letter = normalised[at];
        if (letter == '-' || letter == '\'' || letter == '`') continue;
        if (normalised.substr(at).starts_with("\u2018") || normalised.substr(at).starts_with("\u2019")) {
            at += 2;
            continue;
        }
        out += letter;
    }
    return out;
}

}  // namespace monitor::roster
