#pragma once
// roster: what did the school's administration say, all of it, at one moment?
//
// Every importer gives this and nothing more: what is not a member here was dropped while parsing.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "monitor/base/personal.hpp"
#include "monitor/school/calendar.hpp"
#include "monitor/school/network.hpp"
#include "monitor/school/roll.hpp"

namespace monitor::roster {

/// How the source itself names someone or something; only a keyed hash of it is ever kept.
using Key = Personal<std::string>;

/// Networks and hours are the school's own: empty leaves what it set.
struct SiteLine {
    std::string key{};
    std::string name{};
    std::vector<school::Network> networks{};
    school::Hours hours{};
};
using school::GroupKind;
struct GroupLine {
    std::string key{};
    std::string name{};
    std::string site{};  ///< SiteLine::key
    GroupKind kind{GroupKind::base};
};
/// What linking may compare and nothing keeps: it exists inside one import run only (linking.hpp makes keyed hashes of it).
struct LinkClues {
    Personal<std::string> first{}, infix{}, surname{}, email{}, number{};
};
struct PupilLine {
    Key key{};
    Personal<std::string> name{};  ///< first name and first letter of the surname: "Sanne B."
    Personal<std::string> user{};
    std::vector<std::string> groups{};
    LinkClues clues{};
};
/// (tid, oid) where the source knows it; linking fills it otherwise.
struct AccountLine {
    std::string tenant{};
    Personal<std::string> object{};
};
struct StaffLine {
    Key key{};
    Personal<std::string> name{};
    Personal<std::string> user{};
    school::Employment employment{};
    std::optional<AccountLine> account{};
    std::vector<std::string> groups{};
    LinkClues clues{};
};
/// How a guardian stands to a pupil, as the source has it; only for the portal.
enum class Relation : std::uint8_t { unknown = 0, parent = 1, guardian = 2, relative = 3, other = 4 };
struct ChildLine {
    Key pupil{};
    Relation relation{};
};
/// A parent or another who cares for a pupil. Contact details the source calls secret are not here.
struct GuardianLine {
    Key key{};
    Personal<std::string> name{};  ///< in full: guardians are named to the school that knows them
    Personal<std::string> email{}, phone{};
    std::vector<ChildLine> children{};
};

/// One school, one school year, the full set.
struct Snapshot {
    school::SchoolYear year{};
    std::string brin{};
    std::string school_name{};  ///< "": the source does not say (EDEXML has none); the school keeps the name it has
    std::vector<SiteLine> sites{};
    std::vector<GroupLine> groups{};
    std::vector<PupilLine> pupils{};
    std::vector<StaffLine> staff{};
    std::vector<GuardianLine> guardians{};  ///< only when the portal is wanted
};

enum class Severity : std::uint8_t { note = 1, skipped = 2, fatal = 3 };

/// Something in the input that is not as it should be; one bad line does not lose the school.
struct Finding {
    Severity severity{};
    int line{};             ///< from 1; 0: the whole
    std::string place{};    ///< "pupil[3].groups"
    std::string message{};  ///< what is wrong and what to do; never a name
};

struct Import {
    Snapshot snapshot{};
    std::vector<Finding> findings{};
};

/// Dangling keys, doubles, empty names, no school year, BRIN of another form. A fatal one means: do not apply.
[[nodiscard]] std::vector<Finding> check(const Snapshot&);

}  // namespace monitor::roster
