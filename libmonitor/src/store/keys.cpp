// store: how are keys named, and values sealed to their place?

#include "keys.hpp"

#include <fmt/format.h>

#include "monitor/seal/box.hpp"

namespace monitor::store {
namespace {

seal::Secret or_fail(std::expected<seal::Secret, Error> key) {
    if (key) return std::move(*key);
    Error error = std::move(key.error());
    // Rows without their key are what an operator must know of: a lost key file, or a database of another one.
    if (error.remedy == Remedy::not_found) {
        error.place = "the key file has no key " + error.place;
        error.remedy = Remedy::ask_operator;
    }
    throw Failure{std::move(error)};
}

}  // namespace

std::string people_key(SchoolId school, school::SchoolYear year, std::int64_t generation) {
    const auto name = fmt::format("people/{}/{}", school.text(), static_cast<int>(year.begins));
    return generation == 0 ? name : fmt::format("{}/{}", name, generation);
}
std::string audit_key(SchoolId school, school::SchoolYear year) {
    return fmt::format("audit/{}/{}", school.text(), static_cast<int>(year.begins));
}
std::string audit_personal_key(SchoolId school, school::SchoolYear year) {
    return fmt::format("audit-personal/{}/{}", school.text(), static_cast<int>(year.begins));
}
std::string lookup_key(SchoolId school) {
    return fmt::format("lookup/{}", school.text());
}

school::SchoolYear year_until(Instant expires) {
    return school::school_year(expires - std::chrono::milliseconds{1});
}

seal::Secret made(seal::KeyFile& keys, const std::string& name) {
    return or_fail(keys.key(name));
}
seal::Secret kept(seal::KeyFile& keys, const std::string& name) {
    return or_fail(keys.existing(name));
}

std::optional<seal::Secret> if_kept(seal::KeyFile& keys, const std::string& name) {
    auto key = keys.existing(name);
    if (key) return std::move(*key);
    if (key.error().remedy != Remedy::not_found) throw Failure{std::move(key.error())};
    return std::nullopt;
}

seal::Digest lookup(const seal::Secret& key, std::initializer_list<BytesView> parts) {
    Bytes whole;
    for (const BytesView part : parts) {
        for (int shift = 24; shift >= 0; shift -= 8) whole.push_back(static_cast<std::byte>(part.size() >> shift & 255));
        whole.insert(whole.end(), part.begin(), part.end());
    }
    const auto hash = seal::keyed_hash(key, whole);
    seal::wipe(whole);
    return hash;
}

Value cell(const seal::Digest& hash) {
    return Bytes{hash.begin(), hash.end()};
}

Bytes place(std::string_view column, SchoolId school, BytesView row) {
    Bytes place = copy(as_bytes(column));
    place.push_back(std::byte{0});
    place.insert(place.end(), school.bytes().begin(), school.bytes().end());
    place.insert(place.end(), row.begin(), row.end());
    return place;
}

std::string PeopleSeal::name(school::SchoolYear year) {
    const auto newest = database_.number("SELECT generation FROM terms WHERE school=? AND year=?",
                                         {cell(school_), std::int64_t{static_cast<int>(year.begins)}});
    return people_key(school_, year, newest - before_);
}

Value PeopleSeal::closed(std::string_view column, BytesView row, std::string_view plain, school::SchoolYear year) {
    auto at = held_.find(year);
    if (at == held_.end()) at = held_.emplace(year, made(keys_, name(year))).first;
    return seal::close(at->second, as_bytes(plain), place(column, school_, row), random_);
}

std::string PeopleSeal::opened(std::string_view column, BytesView row, const Bytes& sealed, school::SchoolYear year) {
    auto at = held_.find(year);
    if (at == held_.end()) at = held_.emplace(year, kept(keys_, name(year))).first;
    auto plain = seal::open(at->second, sealed, place(column, school_, row));
    if (!plain) fail(Remedy::ask_operator, fmt::format("{}: a sealed value does not open", column));
    std::string text{as_text(*plain)};
    seal::wipe(*plain);
    return text;
}

}  // namespace monitor::store
