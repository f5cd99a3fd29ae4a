// seal: how are the lines of a key file read, found and written again?

#include "seal/key_text.hpp"

#include <algorithm>

namespace monitor::seal {
namespace {

constexpr std::string_view header = "monitor-keys 1\n";
constexpr std::string_view name_letters = "abcdefghijklmnopqrstuvwxyz0123456789._:/-";
constexpr std::string_view key_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view last_letters = "AEIMQUYcgkosw048";  // 43 letters are 258 bits: the last two are zero
constexpr std::size_t longest_name = 200, key_length = 43;

bool only(std::string_view text, std::string_view letters) noexcept {
    return text.find_first_not_of(letters) == std::string_view::npos;
}

std::size_t length(const std::vector<KeyLine>& lines) {
    std::size_t sum = header.size();
    for (const auto& line : lines) sum += line.name.size() + line.key.size() + 2;
    return sum;
}

// Room is made beforehand: a text that grows leaves copies of its keys behind.
SecretText written(const std::vector<KeyLine>& lines) {
    std::string text;
    text.reserve(length(lines));
    text += header;
    for (const auto& line : lines) {
        text += line.name;
        text += ' ';
        text += line.key;
        text += '\n';
    }
    return SecretText{std::move(text)};
}

bool before(const KeyLine& line, std::string_view name) {
    return line.name < name;
}

}  // namespace

bool key_name(std::string_view name) noexcept {
    return !name.empty() && name.size() <= longest_name && only(name, name_letters);
}

std::expected<std::vector<KeyLine>, int> key_lines(std::string_view text) {
    if (!text.starts_with(header)) return std::unexpected{1};
    std::vector<KeyLine> lines;
    text.remove_prefix(header.size());
    for (int number = 2; !text.empty(); ++number) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) return std::unexpected{number};
        const auto line = text.substr(0, end);
        text.remove_prefix(end + 1);
        const auto space = line.find(' ');
        if (space == std::string_view::npos) return std::unexpected{number};
        const KeyLine read{line.substr(0, space), line.substr(space + 1)};
        const bool good = key_name(read.name) && read.key.size() == key_length && only(read.key, key_letters) &&
                          last_letters.find(read.key.back()) != std::string_view::npos;
        if (!good || (!lines.empty() && lines.back().name >= read.name)) return std::unexpected{number};
        lines.push_back(read);
    }
    return lines;
}

const KeyLine* find_key(const std::vector<KeyLine>& lines, std::string_view name) {
    const auto found = std::lower_bound(lines.begin(), lines.end(), name, before);
    return found != lines.end() && found->name == name ? &*found : nullptr;
}

std::vector<KeyLine> without_part(std::vector<KeyLine> lines, std::string_view part) {
    const auto has = [part](std::string_view name) {
        for (;;) {
            const auto slash = name.find('/');
            if (name.substr(0, slash) == part) return true;
            if (slash == std::string_view::npos) return false;
            name.remove_prefix(slash + 1);
        }
    };
    std::erase_if(lines, [&](const KeyLine& line) { return has(line.name); });
    return lines;
}

SecretText key_text(const std::vector<KeyLine>& lines) {
    return written(lines);
}

SecretText no_keys() {
    return written({});
}

SecretText with_key(const std::vector<KeyLine>& lines, std::string_view name, const Secret& secret) {
    const SecretText key{base64url(secret.bytes())};
    auto more = lines;
    more.insert(std::lower_bound(more.begin(), more.end(), name, before), KeyLine{name, key.view()});
    return written(more);
}

SecretText without_key(const std::vector<KeyLine>& lines, std::string_view name) {
    auto fewer = lines;
    std::erase_if(fewer, [name](const KeyLine& line) { return line.name == name; });
    return written(fewer);
}

}  // namespace monitor::seal
