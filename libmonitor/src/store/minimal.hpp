#pragma once
// store: what is left of a roster once nothing is in it that may not be kept? Private.
//
// Between the snapshot and the rows: keys have become ids, and what only linking may compare has become keyed hashes. This,
// sealed, is also all that an import leaves behind while it waits.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "keys.hpp"
#include "monitor/roster/linking.hpp"
#include "monitor/roster/snapshot.hpp"

namespace monitor::store {

using RowId = std::array<std::byte, 16>;
[[nodiscard]] inline Value cell(const RowId& id) {
    return Bytes{id.begin(), id.end()};
}

enum class Whose : std::uint8_t { one = 0, several = 1 };
struct KeptKey {
    roster::LinkKey key{};
    Whose whose{};  ///< several: somebody else of the same delivery has it too
};

struct Minimal {
    struct Site {
        RowId source{};
        std::string name{};
        std::vector<school::Network> networks{};
        school::Hours hours{};
    };
    struct Group {
        RowId id{};
        std::string name{};
        std::uint32_t site{};  ///< its place in `sites`
        school::GroupKind kind{};
    };
    struct Person {
        RowId id{};
        std::string name{}, user{};
        std::int64_t employment{};              ///< staff only
        std::optional<seal::Digest> account{};  ///< staff only: the one the roster names
        std::vector<std::uint32_t> groups{};    ///< their places in `groups`, in order, each once
        std::vector<KeptKey> keys{};
    };

    school::SchoolYear year{};
    std::string brin{}, name{};
    std::vector<Site> sites{};
    std::vector<Group> groups{};
    std::vector<Person> pupils{}, staff{};  ///< by id
};

/// The keys of one school, as far as a roster or a directory is turned into them.
struct SchoolKeys {
    seal::Secret lookup;   ///< ids
    seal::Secret link;     ///< link keys
    seal::Secret account;  ///< (tenant, object): the same in every school
};
[[nodiscard]] SchoolKeys school_keys(seal::KeyFile&, SchoolId);

/// (tid, oid) as it is looked up.
[[nodiscard]] seal::Digest account_lookup(const SchoolKeys&, std::string_view tenant, const Personal<std::string>& object);
/// The clues of one person or account as keyed hashes.
[[nodiscard]] std::vector<roster::LinkKey> link_keys(const SchoolKeys&, const std::vector<roster::Clue>&,
                                                     std::span<const roster::LinkRule>);
/// Which clues of a delivery are those of more than one. Add all, sort, then ask.
class Shared {
public:
    void add(const std::vector<roster::Clue>&);
    void sort();
    [[nodiscard]] Whose whose(const roster::Clue&) const;

private:
    std::vector<std::uint64_t> seen_;
};

/// `linked`, sorted: persons whose account is known, and who need no link keys any more.
[[nodiscard]] Minimal minimised(const roster::Snapshot&, const SchoolKeys&, std::span<const roster::LinkRule>,
                                const std::vector<RowId>& linked);

/// As bytes, for sealing; and from them. Failure: not what was written.
[[nodiscard]] std::string text(const Minimal&);
[[nodiscard]] Minimal minimal_from(std::string_view text);

}  // namespace monitor::store
