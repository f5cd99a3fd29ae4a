#include "wire/body.hpp"

#include <boost/json.hpp>

#include <algorithm>

#include "wire/body_out.hpp"

namespace monitor::wire {
namespace {

namespace json = boost::json;

/// Length of the well-formed UTF-8 character at the head of `text`; 0: none (Unicode 15, table 3-7).
std::size_t character(std::string_view text) {
    const auto at = [&](std::size_t place) { return static_cast<unsigned char>(text[place]); };
    const auto first = at(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length) return 0;
    const unsigned char least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    const unsigned char most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (at(1) < least || at(1) > most) return 0;
    for (std::size_t place = 2; place < length; ++place)
        if ((at(place) & 0xc0) != 0x80) return 0;
    return length;
}

/// C0, DEL or C1.
bool control(std::string_view one) {
    const auto first = static_cast<unsigned char>(one[0]);
    return first < 0x20 || first == 0x7f || (first == 0xc2 && static_cast<unsigned char>(one[1]) < 0xa0);
}

bool plain_text(std::string_view text) {
    while (!text.empty()) {
        const auto length = character(text);
        if (length == 0 || control(text.substr(0, length))) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace

std::string tidy(std::string_view text, std::size_t most) {
    std::string tidied;
    while (!text.empty()) {
        const auto length = character(text);
        const auto one = length == 0 ? std::string_view{"\xef\xbf\xbd"} : control(text.substr(0, length)) ? " " : text.substr(0, length);
        if (tidied.size() + one.size() > most) break;
        tidied += one;
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return tidied;
}

struct In::Inside {
    json::value root;
    std::vector<const json::value*> path;  ///< the object or item we are in; a list is followed by its item
    [[nodiscard]] const json::value* find(std::string_view name) const {
        if (path.empty() || path.back() == nullptr || name.empty()) return path.empty() ? nullptr : path.back();
        const auto* object = path.back()->if_object();
        return object == nullptr ? nullptr : object->if_contains(name);
    }
};

In::In(BytesView body) : inside_{std::make_unique<Inside>()} {
    json::error_code flaw;
    json::parse_options strict;
    strict.max_depth = 6;
    if (body.size() <= text_limit) inside_->root = json::parse(as_text(body), flaw, {}, strict);
    good_ = body.size() <= text_limit && !flaw && inside_->root.is_object();
    inside_->path.push_back(&inside_->root);
}
In::~In() = default;

std::int64_t In::whole(std::string_view name, std::int64_t least, std::int64_t most) {
    const auto* found = good_ ? inside_->find(name) : nullptr;
    const auto* number = found == nullptr ? nullptr : found->if_int64();
    require(number != nullptr && *number >= least && *number <= std::min(most, largest_number));
    return good_ ? *number : 0;
}

void In::text(std::string_view name, std::string& into, Range range) {
    const auto* found = good_ ? inside_->find(name) : nullptr;
    const auto* text = found == nullptr ? nullptr : found->if_string();
    require(text != nullptr && text->size() >= range.least && text->size() <= range.most &&
            plain_text({text->data(), text->size()}));
    if (good_) into.assign(text->data(), text->size());
}

void In::id(std::string_view name, std::string& into, std::size_t least) {
    text(name, into, {least, 32});
    require(into.empty() || into.size() == 32);
    require(std::ranges::all_of(into, [](char digit) { return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'); }));
}

void In::bytes(std::string_view name, Bytes& into, Range range) {
    std::string coded;
    text(name, coded, {0, (range.most * 4 + 2) / 3});
    auto decoded = from_base64url(coded);
    require(decoded && decoded->size() >= range.least && decoded->size() <= range.most);
    if (good_) into = *std::move(decoded);
}

std::size_t In::enter(std::string_view name, Range range) {
    const auto* found = good_ ? inside_->find(name) : nullptr;
    const auto* list = found == nullptr ? nullptr : found->if_array();
    require(list != nullptr && list->size() >= range.least && list->size() <= range.most);
    inside_->path.push_back(found);
    inside_->path.push_back(nullptr);
    return good_ ? list->size() : 0;
}

void In::pick(std::size_t at) { inside_->path.back() = inside_->path[inside_->path.size() - 2]->get_array().if_contains(at); }

void In::leave() { inside_->path.resize(inside_->path.size() - 2); }

void Out::key(std::string_view name) {
    if (!first_) json_ += ',';
    first_ = false;
    if (name.empty()) return;
    json_ += '"';
    json_ += name;
    json_ += "\":";
}

void Out::text(std::string_view name, const std::string& value, Range) {
    key(name);
    json_ += '"';
    for (const char letter : value) {
        if (letter == '"' || letter == '\\') json_ += '\\';
        if (static_cast<unsigned char>(letter) >= 0x20) {
            json_ += letter;
        } else {
            json_ += "\\u00";
            json_ += hex(as_bytes({&letter, 1}));
        }
    }
    json_ += '"';
}

}  // namespace monitor::wire
