#include "agent/strip_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "monitor/text/words.hpp"

namespace monitor::agent {
namespace {

std::string printable(std::string name) {
    std::erase_if(name, [](char one) { return static_cast<unsigned char>(one) < 0x20 || one == 0x7f; });
    return name;
}

std::string filled(text::Key key, Language language, const auto&... names) {
    return fmt::format(fmt::runtime(text::words(key, language)), names...);
}

}  // namespace

std::string strip_words(const std::vector<std::string>& who, wire::Occasion occasion, Language language) {
    if (who.empty()) return {};
    std::string all;
    for (std::size_t i = 0; i + 1 < who.size(); ++i) all += (i == 0 ? "" : ", ") + printable(who[i]);
    const auto last = printable(who.back());
    const auto words = who.size() == 1 ? filled(text::Key::strip_looking, language, last)
                                       : filled(text::Key::strip_looking_many, language, filled(text::Key::strip_and, language, all, last));
    return occasion == wire::Occasion::remote_lesson ? filled(text::Key::strip_remote, language, words) : words;
}

}  // namespace monitor::agent
