#pragma once
// store: under which key is what sealed, and where may it be opened? Private. The names stand in docs/formats/storage.md.

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "monitor/base/ids.hpp"
#include "monitor/base/random.hpp"
#include "monitor/school/calendar.hpp"
#include "monitor/seal/hash.hpp"
#include "monitor/seal/key_file.hpp"
#include "database.hpp"

namespace monitor::store {

/// `generation`: how often the school had something erased in the middle of that year.
[[nodiscard]] std::string people_key(SchoolId, school::SchoolYear, std::int64_t generation = 0);
[[nodiscard]] std::string audit_key(SchoolId, school::SchoolYear);
/// Of the part of entries that leads to a pupil or a place: destroyed when the school year ends.
[[nodiscard]] std::string audit_personal_key(SchoolId, school::SchoolYear);
[[nodiscard]] std::string lookup_key(SchoolId);
inline constexpr std::string_view instance_key = "instance";

/// The school year of a record that must be gone at `expires`, the end of that year.
[[nodiscard]] school::SchoolYear year_until(Instant expires);

/// Made when it is not there; what the key file cannot do is a Failure.
[[nodiscard]] seal::Secret made(seal::KeyFile&, const std::string& name);
/// A key that sealed something and is gone: ask_operator.
[[nodiscard]] seal::Secret kept(seal::KeyFile&, const std::string& name);
/// Empty: destroyed, or never made.
[[nodiscard]] std::optional<seal::Secret> if_kept(seal::KeyFile&, const std::string& name);

/// HMAC over the parts, each behind its length, so that ("ab","c") is not ("a","bc").
[[nodiscard]] seal::Digest lookup(const seal::Secret&, std::initializer_list<BytesView> parts);
[[nodiscard]] Value cell(const seal::Digest&);

/// The same key of the source gives the same id, in this school only, and the id tells nothing about it.
template <class SomeId>
[[nodiscard]] SomeId id_for(const seal::Secret& school_lookup, std::string_view kind, std::string_view key) {
    const auto hash = lookup(school_lookup, {as_bytes(kind), as_bytes(key)});
    return SomeId::from_bytes(BytesView{hash}.first(SomeId::size)).value();
}

/// Where a sealed value belongs: "people.pupils.name" ‖ 0 ‖ school ‖ row.
[[nodiscard]] Bytes place(std::string_view column, SchoolId, BytesView row);

/// Seals and opens with the keys of one school, one school year at a time; a key is read once and forgotten with this.
class PeopleSeal {
public:
    /// `before`: with the keys of so many generations ago.
    PeopleSeal(Database& database, seal::KeyFile& keys, Random& random, SchoolId school, std::int64_t before = 0)
        : database_{database}, keys_{keys}, random_{random}, school_{school}, before_{before} {}

    [[nodiscard]] Value closed(std::string_view column, BytesView row, std::string_view plain, school::SchoolYear);
    [[nodiscard]] std::string opened(std::string_view column, BytesView row, const Bytes& sealed, school::SchoolYear);

private:
    [[nodiscard]] std::string name(school::SchoolYear);

    Database& database_;
    seal::KeyFile& keys_;
    Random& random_;
    SchoolId school_;
    std::int64_t before_;
    std::map<school::SchoolYear, seal::Secret> held_;
};

}  // namespace monitor::store
