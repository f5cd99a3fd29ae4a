#pragma once
// roster: which school of this delivery is meant, and which school year?

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/roster/readers.hpp"
#include "roster/findings.hpp"
#include "roster/written.hpp"

namespace monitor::roster {

/// A school or one of its locations, as OneRoster and School Data Sync name them.
struct Org {
    std::string key{};
    std::string name{};
    std::optional<BrinNumber> brin{};  ///< from its identifier or its key
};
/// The BRIN in the first of these texts that holds one.
[[nodiscard]] std::optional<BrinNumber> first_brin(std::initializer_list<std::string_view>);

/// One school: its locations, main one first. `brin` is the school that is expected, or ""; "99XX=10001" where the delivery calls it
/// 10001 and knows no BRIN. A fatal finding lists the choices.
struct Chosen {
    std::string brin{};
    std::vector<Org> orgs{};
};
[[nodiscard]] std::optional<Chosen> choose(std::vector<Org> schools, std::string_view brin, std::string_view file, Findings&);

/// What the number in the column schoolYear means: OneRoster names a year by its end, School Data Sync by its beginning.
enum class YearNamedBy : std::uint8_t { end = 1, beginning = 2 };

/// The academic sessions of a delivery: school years and the terms in them.
class Terms {
public:
    explicit Terms(YearNamedBy named) : named_{named} {}
    struct Session {
        std::string_view key, type, year, first, last, parent;
    };
    void add(const Session&, int line, Findings&);
    /// The year of that session or of what it is part of; empty: nobody says.
    [[nodiscard]] std::optional<school::SchoolYear> year(std::string_view key) const;
    /// The year that is asked for where the delivery has it; else the one in which `now` falls, the next one after it, or its
    /// last. Empty: it has none.
    [[nodiscard]] std::optional<school::SchoolYear> chosen(std::optional<school::SchoolYear> asked, Instant now) const;

private:
    struct Known {
        std::optional<school::SchoolYear> year{};
        std::string parent{};
    };
    YearNamedBy named_;
    std::map<std::string, Known, std::less<>> known_{};
};

}  // namespace monitor::roster
