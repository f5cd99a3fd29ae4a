#pragma once
// support: realistic deliveries of invented schools, as large as asked, made while they are read (nothing is kept).
//
// For tests and for the bench: `edexml_sample({.pupils = 250'000})` is a Source; `oneroster_sample(…)` and `sds_sample(…)` are
// Files. The same size and seed always give the same bytes. Among the pupils: accents, infixes, twins, two with one name, no
// surname.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "monitor/roster/source.hpp"

namespace monitor::test {

struct SampleSize {
    std::size_t schools{1};
    std::size_t pupils{250};  ///< of each school
    std::uint64_t seed{1};
    std::size_t leavers{0};  ///< behind the pupils, with the day they left; EDEXML and UWLR
};

/// Someone invented; the same for the same school and number.
struct Invented {
    std::string key{}, first{}, infix{}, surname{}, user{}, email{};
};
[[nodiscard]] Invented pupil_of(const SampleSize&, std::size_t school, std::size_t number);
[[nodiscard]] Invented teacher_of(const SampleSize&, std::size_t school, std::size_t number);
constexpr std::size_t pupils_in_a_group = 25;
[[nodiscard]] constexpr std::size_t groups_of(const SampleSize& size) {
    return (size.pupils + pupils_in_a_group - 1) / pupils_in_a_group;
}
/// One for each group, and three that have none.
[[nodiscard]] constexpr std::size_t teachers_of(const SampleSize& size) {
    return groups_of(size) + 3;
}
/// "10AA", "11AA" … "99ZZ"; the same number is the same school in every form.
[[nodiscard]] std::string brin_of(std::size_t school);
/// "1A", "1B" … for any number of them.
[[nodiscard]] std::string group_name(std::size_t group);

/// Text that is made piece by piece: `more` appends the next one; nothing appended is the end.
[[nodiscard]] std::unique_ptr<roster::Source> made_on_the_way(std::function<void(std::string&)> more);

/// One file of one school.
[[nodiscard]] std::unique_ptr<roster::Source> edexml_sample(const SampleSize&, std::size_t school = 0);
/// The same, as the answer to HaalLeerlinggegevens.
[[nodiscard]] std::unique_ptr<roster::Source> uwlr_sample(const SampleSize&, std::size_t school = 0);
/// The answers of getLeerlingen and getMedewerkers; no user names, as ParnasSys gives none.
[[nodiscard]] std::unique_ptr<roster::Source> gkv_pupils_sample(const SampleSize&, std::size_t school = 0);
[[nodiscard]] std::unique_ptr<roster::Source> gkv_staff_sample(const SampleSize&, std::size_t school = 0);

enum class OneRosterSample : std::uint8_t { v1_1 = 1, v1_2 = 2 };
enum class SdsSample : std::uint8_t { v1 = 1, v2_1 = 2 };
/// All schools in one delivery, with two guardians to each family.
[[nodiscard]] std::unique_ptr<roster::Files> oneroster_sample(const SampleSize&, OneRosterSample);
[[nodiscard]] std::unique_ptr<roster::Files> sds_sample(const SampleSize&, SdsSample);

}  // namespace monitor::test
