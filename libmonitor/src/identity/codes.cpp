// identity: how is a code drawn, and read back from what somebody typed?

#include "monitor/identity/codes.hpp"

#include <array>

namespace monitor::identity {
namespace {

// 32 signs, without those that look like another: no I, L, O, U.
constexpr std::string_view signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t length = 16, together = 4;

char read_as(char typed) {
    if (typed >= 'a' && typed <= 'z') typed = static_cast<char>(typed - 'a' + 'A');
    if (typed == 'O') return '0';
    return typed == 'I' || typed == 'L' ? '1' : typed;
}

}  // namespace

std::string draw_code(Random& random) {
    std::array<std::byte, length> drawn;
    random.fill(drawn);
    std::string code;
    for (std::size_t at = 0; at < length; ++at) {
        if (at > 0 && at % together == 0) code += '-';
        code += signs[std::to_integer<std::size_t>(drawn[at]) % signs.size()];
    }
    return code;
}

std::optional<std::string> code_from(std::string_view typed) {
    std::string code;
    std::size_t read = 0;
    for (const char c : typed) {
        if (c == ' ' || c == '-' || c == '.') continue;
        const char sign = read_as(c);
        if (signs.find(sign) == std::string_view::npos || read == length) return std::nullopt;
        if (read > 0 && read % together == 0) code += '-';
        code += sign;
        ++read;
    }
    if (read != length) return std::nullopt;
    return code;
}

}  // namespace monitor::identity
