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

struct SiteLine {
    std::string key{};
    std::string name{};
    std::vector<school::Network> networks{};
    school::Hours hours{};
};
struct GroupLine {
    std::string key{};
    std::string name{};
    std::string site{};  ///< SiteLine::key
};
struct PupilLine {
    Key key{};
    Personal<std::string> name{};  ///< first name and first letter of the surname: "Sanne B."
    Personal<std::string> user{};
    std::vector<std::string> groups{};
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
};

/// One school, one school year, the full set.
struct Snapshot {
    school::SchoolYear year{};
    std::string brin{};
    std::string school_name{};
    std::vector<SiteLine> sites{};
    std::vector<GroupLine> groups{};
    std::vector<PupilLine> pupils{};
    std::vector<StaffLine> staff{};
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
