#pragma once
// store: what is kept of one person, and how is it gone?
//
// The administration is the source: whoever it still names would be back with the next import. So who was erased is kept out, by the
// number that their key makes and nothing else, until the administration does not name them any more.

#include <cstdint>
#include <expected>
#include <variant>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/base/personal.hpp"
#include "monitor/retention/catalogue.hpp"
#include "monitor/store/endings.hpp"

namespace monitor::store {

using Person = std::variant<PupilId, StaffId>;

/// One cell that is about somebody.
struct About {
    const retention::Field* field{};  ///< of retention::catalogue()
    std::uint64_t row{};              ///< cells of one row of a table belong together
    /// Nothing; a number or instant; a text; an id or keyed hash as it stands there.
    std::variant<std::monostate, std::int64_t, Personal<std::string>, Bytes> value{};
};

/// Zero: somebody who was erased stays away.
enum class Return : std::uint8_t { kept_out = 0, with_next_import = 1 };

struct KeptOut {
    Person who{};
    /// To the end of the school year, or of the next one, if an import for that has named them. Then the administration must have
    /// dropped them, or they are there again.
    Instant since{}, until{};
};

/// A port. Called only on Stores::people_thread; the caller writes erasures down first. Remedy::not_found: nobody of that id.
class Persons {
public:
    virtual ~Persons() = default;
    Persons(const Persons&) = delete;
    Persons& operator=(const Persons&) = delete;

    /// Every cell of people.db that is about this person, in the order of the catalogue.
    [[nodiscard]] virtual std::expected<std::vector<About>, Error> about(SchoolId, Person) = 0;
    /// The person with all that hangs on them: account, links, sessions, duties, devices of theirs alone, their lines in imports that
    /// wait. What stays is sealed anew and the older keys are destroyed. What went, by kind.
    [[nodiscard]] virtual std::expected<std::vector<Counted>, Error> erase(SchoolId, Person, Return) = 0;
    [[nodiscard]] virtual std::expected<std::vector<KeptOut>, Error> kept_out(SchoolId) = 0;
    /// The next import may name them again.
    [[nodiscard]] virtual std::expected<void, Error> let_back(SchoolId, Person) = 0;

protected:
    Persons() = default;
};

}  // namespace monitor::store
