// fetch: the grammar of an answer, line by line.

#include "fetch/answer_reader.hpp"

#include <algorithm>
#include <optional>

#include "monitor/base/ascii.hpp"

namespace monitor::fetch {
namespace {

constexpr std::size_t longest_head = 32 << 10, most_fields = 100;
constexpr int most_interim = 8;
constexpr std::string_view digits = "0123456789";
constexpr std::string_view token = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

bool only(std::string_view text, std::string_view letters) noexcept {
    return text.find_first_not_of(letters) == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) noexcept {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool printable(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return (static_cast<unsigned char>(letter) >= ' ' && letter != 0x7f) || letter == '\t';
    });
}

std::optional<std::uint64_t> decimal(std::string_view text) noexcept {
    if (text.empty() || text.size() > 15 || !only(text, digits)) return std::nullopt;
    std::uint64_t value{};
    for (const char digit : text) value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    return value;
}

std::optional<std::uint64_t> hexadecimal(std::string_view text) noexcept {
    if (text.empty() || text.size() > 8) return std::nullopt;
    std::uint64_t value{};
    for (const char digit : lowered(std::string{text})) {
        const auto found = std::string_view{"0123456789abcdef"}.find(digit);
        if (found == std::string_view::npos) return std::nullopt;
        value = value * 16 + found;
    }
    return value;
}

const std::string* find(const Answer& answer, std::string_view name) {
    const auto found =
        std::find_if(answer.headers.begin(), answer.headers.end(), [name](const auto& header) { return header.first == name; });
    return found == answer.headers.end() ? nullptr : &found->second;
}

}  // namespace

std::expected<Progress, std::string_view> AnswerReader::feed(std::string_view bytes) {
    held_.erase(0, read_);
    read_ = 0;
    held_ += bytes;
    do {
        moved_ = false;
        if (const auto stepped = step(); !stepped) return std::unexpected{stepped.error()};
    } while (moved_ && at_ != At::end);
    return at_ == At::end ? Progress::whole : Progress::wants_more;
}

std::expected<Progress, std::string_view> AnswerReader::close() {
    if (at_ != At::rest && at_ != At::end) return std::unexpected{"it breaks off"};
    at_ = At::end;
    return Progress::whole;
}

// The next line without its CR LF, if all of it is there.
bool AnswerReader::line(std::string_view& into) {
    const auto end = held_.find("\r\n", read_);
    if (end == std::string::npos) return false;
    into = std::string_view{held_}.substr(read_, end - read_);
    read_ = end + 2;
    head_bytes_ += into.size() + 2;
    moved_ = true;
    return true;
}

AnswerReader::Step AnswerReader::step() {
    std::string_view text;
    switch (at_) {
        case At::body:
        case At::rest:
        case At::chunk: return take_body();
        case At::end: return {};
        case At::status:
        case At::fields:
        case At::chunk_size:
        case At::chunk_end:
        case At::trailer: break;
    }
    const bool there = line(text);
    if (head_bytes_ > longest_head || (!there && held_.size() - read_ > longest_head))
        return std::unexpected{"its head is too long"};
    if (!there) return {};
    switch (at_) {
        case At::status: return status(text);
        case At::fields: return text.empty() ? begin_body() : field(text);
        case At::chunk_size: return begin_chunk(text);
        case At::chunk_end:
            at_ = At::chunk_size;
            if (!text.empty()) return std::unexpected{"a chunk is longer than it says"};
            return {};
        case At::trailer:
            if (text.empty()) at_ = At::end;
            return {};
        case At::body:
        case At::rest:
        case At::chunk:
        case At::end: break;
    }
    return {};
}

AnswerReader::Step AnswerReader::status(std::string_view text) {
    const bool shaped = text.size() >= 12 && (text.starts_with("HTTP/1.1 ") || text.starts_with("HTTP/1.0 ")) &&
                        only(text.substr(9, 3), digits) && (text.size() == 12 || text[12] == ' ') && printable(text);
    if (!shaped) return std::unexpected{"it does not begin as HTTP/1.1 does"};
    answer_.status = (text[9] - '0') * 100 + (text[10] - '0') * 10 + (text[11] - '0');
    if (answer_.status < 100 || answer_.status > 599 || answer_.status == 101)
        return std::unexpected{"its status makes no sense"};
    at_ = At::fields;
    return {};
}

AnswerReader::Step AnswerReader::field(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == 0 || colon == std::string_view::npos || !only(text.substr(0, colon), token) || !printable(text)) {
        return std::unexpected{"a header of it is not one"};
    }
    if (answer_.headers.size() == most_fields) return std::unexpected{"it has too many headers"};
    answer_.headers.emplace_back(lowered(std::string{text.substr(0, colon)}), trimmed(text.substr(colon + 1)));
    const auto& name = answer_.headers.back().first;
    const bool frames = name == "content-length" || name == "transfer-encoding";
    if (frames && find(answer_, name) != &answer_.headers.back().second) return std::unexpected{"it says its length twice"};
    return {};
}

AnswerReader::Step AnswerReader::begin_body() {
    if (answer_.status < 200) {
        if (++interim_ > most_interim) return std::unexpected{"it does not come to the point"};
        answer_ = {};
        at_ = At::status;
        return {};
    }
    const auto* coding = find(answer_, "transfer-encoding");
    const auto* length = find(answer_, "content-length");
    if (coding != nullptr && length != nullptr) return std::unexpected{"it says its length twice"};
    if (answer_.status == 204 || answer_.status == 304) {
        at_ = At::end;
    } else if (coding != nullptr) {
        if (!same_word(*coding, "chunked")) return std::unexpected{"its transfer coding is not known"};
        at_ = At::chunk_size;
    } else if (length != nullptr) {
        const auto bytes = decimal(*length);
        if (!bytes) return std::unexpected{"its length is not a number"};
        if (*bytes > at_most_) return std::unexpected{"it is too large"};
        body_left_ = *bytes;
        at_ = *bytes == 0 ? At::end : At::body;
    } else {
        at_ = At::rest;
    }
    return {};
}

AnswerReader::Step AnswerReader::begin_chunk(std::string_view text) {
    const auto bytes = hexadecimal(trimmed(text.substr(0, text.find(';'))));
    if (!bytes) return std::unexpected{"the length of a chunk is not a number"};
    if (*bytes > at_most_ - answer_.body.size()) return std::unexpected{"it is too large"};
    // The head's limit is for lines that could go on for ever; a long answer in small chunks is no longer than its bytes allow.
    if (*bytes > 0) head_bytes_ -= std::min<std::size_t>(head_bytes_, text.size() + 4);
    body_left_ = *bytes;
    at_ = *bytes == 0 ? At::trailer : At::chunk;
    return {};
}

AnswerReader::Step AnswerReader::take_body() {
    const auto here = std::string_view{held_}.substr(read_);
    const auto part =
        at_ == At::rest ? here : here.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(body_left_, here.size())));
    if (part.size() > at_most_ - answer_.body.size()) return std::unexpected{"it is too large"};
    answer_.body += part;
    read_ += part.size();
    moved_ = !part.empty();
    if (at_ == At::rest) return {};
    body_left_ -= part.size();
    if (body_left_ == 0) at_ = at_ == At::body ? At::end : At::chunk_end;
    return {};
}

}  // namespace monitor::fetch
