#pragma once
// store: what did a connection load, and how does a school have it gone at once?
//
// Switching off keeps what was loaded until the school year ends (Schools::turn). This is the other choice of P13.

#include <cstdint>
#include <expected>
#include <string>

#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/store/schools.hpp"

namespace monitor::store {

/// What goes, in numbers; and whom it leaves.
struct Loaded {
    std::uint64_t pupils{}, staff{}, groups{};
    std::uint64_t accounts{};    ///< of the directory
    std::uint64_t devices{};     ///< that were one person's: they enrol anew
    std::uint64_t waiting{};     ///< imports that waited
    std::uint64_t staff_kept{};  ///< who hold a duty: they must be able to sign in and turn it on again
};

/// A port, for frontends and privacy. Called only on Stores::people_thread.
class Erasures {
public:
    virtual ~Erasures() = default;
    Erasures(const Erasures&) = delete;
    Erasures& operator=(const Erasures&) = delete;

    /// What erase() would take; nothing is changed. For asking, and for the audit entry, which comes first.
    [[nodiscard]] virtual std::expected<Loaded, Error> loaded(SchoolId, Connected) = 0;
    /// Switches the connection off and erases what it loaded, in one transaction; sessions of whom it takes end in it. Then the keys
    /// that opened it are destroyed (what stays has new ones) and the write-ahead log is emptied.
    ///   roster: pupils, groups, memberships, staff without a duty, imports that wait, link keys, devices of one person, and the
    ///     accounts of all these. Sites, hours, shared devices and staff with a duty stay.
    ///   directory: accounts, links and state, as Directories::forget; link keys too.
    /// Again: takes nothing more. What broke off after the transaction is finished by the next sweep.
    [[nodiscard]] virtual std::expected<Loaded, Error> erase(SchoolId, Connected) = 0;

protected:
    Erasures() = default;
};

/// As an audit entry's detail says it: "roster off, erased: 250 pupils, 12 staff, ..."; no name, at most 128 bytes.
[[nodiscard]] std::string erased(Connected, const Loaded&);

}  // namespace monitor::store
