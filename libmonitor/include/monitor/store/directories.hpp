#pragma once
// store: what do we know of the accounts in a school's directory, and whose are they?

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/base/personal.hpp"
#include "monitor/roster/directory.hpp"
#include "monitor/roster/linking.hpp"
#include "monitor/store/rosters.hpp"

namespace monitor::store {

enum class Extent : std::uint8_t {
    changes = 0,   ///< what is not named stays as it was
    everything = 1 ///< what is not named is gone
};

/// One reading of a directory, from its first page to its deltaLink.
struct Round {
    std::string tenant{};
    Extent extent{};
    std::vector<roster::Account> accounts{};        ///< whole, as they are now
    std::vector<Personal<std::string>> removed{};   ///< oid of those gone, for either reason
    std::string resume{};                           ///< where the next reading goes on: the whole deltaLink
    /// In force for this school; other rules than last time: everything is linked anew from Extent::everything.
    std::vector<roster::LinkRule> rules{};
    Consent consent{};                              ///< given: a person wants it, also where it ends many
};
struct DirectoryState {
    std::string tenant{};
    std::string resume{};            ///< "": read everything
    std::optional<Instant> read{};   ///< when a round was last read to its end
    std::uint64_t accounts{}, linked{}, doubtful{};
};
struct RoundApplied {
    std::uint64_t added{}, changed{}, removed{}, unchanged{};
    std::uint64_t linked{}, doubtful{};    ///< persons of the school, afterwards
    std::uint64_t sessions_ended{};        ///< of those who lost their right
    /// held_for_consent: see Directories::apply.
    Fate fate{Fate::applied};
    std::uint64_t pupils_lost{}, staff_lost{};  ///< of Extent::everything: linked before, and their account is not there any more
};

/// A person whose account is for the school's admin to choose. Kept at most 7 days.
struct OpenLink {
    std::optional<PupilId> pupil{};  ///< exactly one of the two
    std::optional<StaffId> staff{};
    Personal<std::string> name{};    ///< as kept: "Sanne B."
    std::vector<GroupId> groups{};
    roster::Doubt doubt{};
    struct Choice {
        AccountId account{};
        Personal<std::string> user{};
    };
    std::vector<Choice> choices{};   ///< the accounts it may be
};

/// An account of the directory, or one of a provider that has none, as the provider's tokens name it.
using ChosenAccount = std::variant<AccountId, roster::AccountLine>;

/// A port, for sync and frontends. Called only on Stores::people_thread.
class Directories {
public:
    virtual ~Directories() = default;
    Directories(const Directories&) = delete;
    Directories& operator=(const Directories&) = delete;

    /// Empty: no directory was ever read for this school.
    [[nodiscard]] virtual std::expected<std::optional<DirectoryState>, Error> state(SchoolId) = 0;
    /// One transaction: accounts, links, rights and `resume`. Someone who is disabled, gone or no longer staff loses their sessions
    /// in it. From the first round on, the directory's age is that of the last round, no longer that of the roster.
    /// A reading of everything that lacks the accounts of more than a fifth of the linked pupils or staff, without consent, is held:
    /// a filter or a group may have gone wrong. Accounts it names as switched off are, at once; nothing else of it is taken in, and
    /// the directory grows older, until after 24 hours nobody looks along. Changes are never held: they name who is gone.
    [[nodiscard]] virtual std::expected<RoundApplied, Error> apply(SchoolId, const Round&) = 0;
    /// Of a school without a directory: staff whom nobody gave an account yet, for they cannot sign in.
    [[nodiscard]] virtual std::expected<std::vector<OpenLink>, Error> open_links(SchoolId) = 0;
    /// The admin's choice; stays as a stored link does. One of another provider stands beside the one of the school's directory, which
    /// alone says whether they work there. Remedy::conflict: that account is somebody else's by now; or it is one of the directory's
    /// own tenant that the directory does not have.
    [[nodiscard]] virtual std::expected<void, Error> link(SchoolId, std::optional<PupilId>, std::optional<StaffId>,
                                                          const ChosenAccount&) = 0;
    /// Forgets accounts, links and state of this school: the connection was switched off.
    [[nodiscard]] virtual std::expected<void, Error> forget(SchoolId) = 0;

protected:
    Directories() = default;
};

}  // namespace monitor::store
