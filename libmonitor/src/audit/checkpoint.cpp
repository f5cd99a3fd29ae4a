// audit: how is a checkpoint written, signed and read?

#include "monitor/audit/checkpoint.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "audit/lines.hpp"
#include "monitor/base/base64.hpp"

namespace monitor::audit {
namespace {

constexpr std::string_view key_name = "libmonitor.audit";
constexpr std::string_view operators = "operator";
constexpr std::string_view dash = "\u2014 ";
constexpr std::string_view instant_word = "instant ";
constexpr std::byte key_kind{0xff};  // a type of one's own, in the numbering of C2SP
constexpr std::string_view key_type = "ecdsa-p256-sha256-p1363";
constexpr std::size_t longest = 1024, id_bytes = 4;

/// The bytes that stand for the key where it is named: SHA-256(name ‖ 0x0A ‖ 0xFF ‖ type ‖ key), the first four.
Bytes key_id(const seal::PublicKey& key) {
    Bytes whole = copy(as_bytes(key_name));
    whole.push_back(std::byte{'\n'});
    whole.push_back(key_kind);
    whole.insert(whole.end(), as_bytes(key_type).begin(), as_bytes(key_type).end());
    whole.insert(whole.end(), key.begin(), key.end());
    return copy(BytesView{seal::sha256(whole)}.first(id_bytes));
}

std::string body(const Checkpoint& checkpoint) {
    return fmt::format("{}\n{}\n{}\n{}{}\n", checkpoint.origin, checkpoint.size, base64(checkpoint.root), instant_word,
                       checkpoint.at.time_since_epoch().count());
}

std::unexpected<Error> wrong(std::string place) {
    return std::unexpected{Error{Remedy::correct_input, "read a checkpoint", 0, std::move(place)}};
}

std::optional<seal::Signature> signature_from(std::string_view line, const seal::PublicKey& key) {
    const auto before = fmt::format("{}{} ", dash, key_name);
    if (!line.starts_with(before)) return std::nullopt;
    const auto bytes = from_base64(line.substr(before.size()));
    const auto id = key_id(key);
    seal::Signature signature;
    if (!bytes || bytes->size() != id_bytes + signature.size() || !std::equal(id.begin(), id.end(), bytes->begin()))
        return std::nullopt;
    std::copy(bytes->begin() + id_bytes, bytes->end(), signature.begin());
    return signature;
}

}  // namespace

std::string origin(SchoolId school) {
    return fmt::format("{}/{}", key_name, school == SchoolId{} ? std::string{operators} : school.text());
}

std::optional<SchoolId> school_from(std::string_view text) {
    if (!text.starts_with(key_name) || text.size() <= key_name.size() || text[key_name.size()] != '/') return std::nullopt;
    const auto id = text.substr(key_name.size() + 1);
    if (id == operators) return SchoolId{};
    const auto school = SchoolId::from_text(id);
    if (school == SchoolId{}) return std::nullopt;
    return school;
}

std::string note(const Checkpoint& checkpoint, const seal::SigningKey& key) {
    const auto text = body(checkpoint);
    auto signature = key_id(key.public_key());
    const auto signed_bytes = key.sign(as_bytes(text));
    signature.insert(signature.end(), signed_bytes.begin(), signed_bytes.end());
    return fmt::format("{}\n{}{} {}\n", text, dash, key_name, base64(signature));
}

std::expected<Checkpoint, Error> checkpoint(std::string_view note, const seal::PublicKey& key) {
    if (note.size() > longest) return wrong("longer than a checkpoint is");
    const auto lines = split(note, '\n');
    if (lines.size() != note_lines + 1 || !lines[4].empty() || !lines[6].empty()) return wrong("not the lines of a checkpoint");
    Checkpoint read;
    read.origin = lines[0];
    if (!school_from(lines[0])) return wrong("line 1: the name of no log");
    const auto size = number_from(lines[1]);
    if (!size) return wrong("line 2: no size");
    const auto root = from_base64(lines[2]);
    if (!root || root->size() != read.root.size()) return wrong("line 3: no root");
    const auto at = lines[3].starts_with(instant_word) ? number_from(lines[3].substr(instant_word.size())) : std::nullopt;
    if (!at || *at > static_cast<std::uint64_t>(Instant::max().time_since_epoch().count())) return wrong("line 4: no instant");
    const auto signature = signature_from(lines[5], key);
    if (!signature) return wrong("line 6: not a signature of this key");
    read.size = *size;
    std::ranges::copy(*root, read.root.begin());
    read.at = Instant{std::chrono::milliseconds{static_cast<std::int64_t>(*at)}};
    if (!seal::verify(key, as_bytes(body(read)), *signature)) return wrong("line 6: the signature does not fit the text");
    return read;
}

std::string key_text(const seal::PublicKey& key) {
    Bytes bytes{key_kind};
    bytes.insert(bytes.end(), as_bytes(key_type).begin(), as_bytes(key_type).end());
    bytes.insert(bytes.end(), key.begin(), key.end());
    return fmt::format("{}+{}+{}", key_name, hex(key_id(key)), base64(bytes));
}

std::expected<seal::PublicKey, Error> key_from(std::string_view text) {
    const auto no = [] {
        return std::unexpected{Error{Remedy::correct_input, "read the public key of a log", 0, "not such a key"}};
    };
    seal::PublicKey key;
    if (text.size() > longest) return no();
    // Base64 may have a + of its own: what stands before the second one is known.
    const auto before = key_name.size() + 1 + 2 * id_bytes + 1;
    if (text.size() <= before || text[before - 1] != '+') return no();
    const auto bytes = from_base64(text.substr(before));
    if (!bytes || bytes->size() != 1 + key_type.size() + key.size()) return no();
    std::copy(bytes->end() - static_cast<std::ptrdiff_t>(key.size()), bytes->end(), key.begin());
    if (key_text(key) != text) return no();
    return key;
}

}  // namespace monitor::audit
