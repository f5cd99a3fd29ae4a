// roster: which school and which location is meant by "99XX", "99xx1" or "99XX01"?

#include "roster/brin.hpp"

namespace monitor::roster {
namespace {

bool digit(char sign) {
    return sign >= '0' && sign <= '9';
}
bool letter(char sign) {
    return sign >= 'A' && sign <= 'Z';
}

}  // namespace

std::optional<Brin> brin_from(std::string_view text) {
    std::string code;
    for (const char sign : text) {
        if (sign == ' ' || sign == '\t') continue;
        if (code.size() == 6) return std::nullopt;
        code += sign >= 'a' && sign <= 'z' ? static_cast<char>(sign - 'a' + 'A') : sign;
    }
    if (code.size() < 4 || !digit(code[0]) || !digit(code[1]) || !letter(code[2]) || !letter(code[3])) return std::nullopt;
    Brin brin{code.substr(0, 4)};
    for (const char sign : code.substr(4)) {
        if (!digit(sign)) return std::nullopt;
        brin.location.erase(0, 1);
        brin.location += sign;
    }
    return brin;
}

}  // namespace monitor::roster
