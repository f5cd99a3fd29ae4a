// sync: which texts stand where in a small JSON answer?

#include "sync/json.hpp"

#include <algorithm>
#include <stdexcept>

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <fmt/format.h>

namespace monitor::sync {
namespace {

constexpr std::size_t deepest = 12, most_leaves = 20'000;

using All = std::vector<std::pair<std::string, std::string>>;
using Poco::Dynamic::Var;

void gather(const Var& value, const std::string& way, All& all) {
    const auto below = [&way](const std::string& name) { return way.empty() ? name : way + "." + name; };
    if (value.isEmpty()) return;
    if (value.type() == typeid(Poco::JSON::Object::Ptr)) {
        for (const auto& [name, member] : *value.extract<Poco::JSON::Object::Ptr>()) {
            // A name with a dot in it would look like a way.
            if (name.find('.') == std::string::npos) gather(member, below(name), all);
        }
    } else if (value.type() == typeid(Poco::JSON::Array::Ptr)) {
        std::size_t place{};
        for (const auto& item : *value.extract<Poco::JSON::Array::Ptr>()) gather(item, below(std::to_string(place++)), all);
    } else {
        if (all.size() == most_leaves) throw std::length_error{"too many leaves"};
        all.emplace_back(way, value.convert<std::string>());
    }
}

}  // namespace

std::optional<Leaves> Leaves::read(std::string_view json, std::size_t at_most) {
    if (json.size() > at_most || json.find('\0') != std::string_view::npos) return std::nullopt;
    try {
        Poco::JSON::Parser parser;
        parser.setDepth(deepest);
        Leaves leaves;
        gather(parser.parse(std::string{json}), "", leaves.all_);
        return leaves;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

std::string_view Leaves::at(std::string_view way) const noexcept {
    const auto found = std::ranges::find(all_, way, [](const auto& leaf) { return std::string_view{leaf.first}; });
    return found == all_.end() ? std::string_view{} : std::string_view{found->second};
}

std::string json_text(std::string_view text) {
    std::string out{"\""};
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') out += '\\';
        if (static_cast<unsigned char>(letter) < ' ')
            out += fmt::format("\\u{:04x}", static_cast<int>(letter));
        else
            out += letter;
    }
    return out + '"';
}

}  // namespace monitor::sync
