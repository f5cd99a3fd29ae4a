#pragma once
// support: stores in a directory of one test, with an invented school in them.

#include <string>

#include <catch2/catch.hpp>

#include "monitor/seal/secret.hpp"
#include "monitor/store/stores.hpp"
#include "support/inline_executor.hpp"
#include "support/manual_clock.hpp"
#include "support/seeded_random.hpp"
#include "support/tables.hpp"
#include "support/temporary.hpp"

namespace monitor::test {

using namespace std::chrono_literals;

/// A Tuesday morning in a lesson.
inline const Instant tuesday = Instant{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1}} + 7h;
inline const school::SchoolYear this_year{std::chrono::year{2026}}, next_year{std::chrono::year{2027}};

roster::PupilLine pupil_line(const std::string& key, const std::string& name, const std::string& user,
                             std::vector<std::string> groups = {"5a"});
roster::StaffLine staff_line(const std::string& key, const std::string& name, const std::string& user,
                             std::vector<std::string> groups = {"5a"},
                             school::Employment employment = school::Employment::active);
roster::Snapshot regenboog(school::SchoolYear year = this_year);

/// Pupils and staff together.
roster::Tally persons(const store::Applied& applied);

/// What `expected` holds, or the test fails saying what went wrong.
template <class Value>
Value must(std::expected<Value, Error> answer) {
    if (!answer) FAIL(answer.error().operation << ": " << answer.error().place << " (" << answer.error().system_code << ")");
    if constexpr (!std::is_void_v<Value>) return std::move(*answer);
}

struct StoreOfTest {
    Temporary directory;
    Tables tables;
    ManualClock clock{tuesday};
    SeededRandom random;
    NoLog log;
    store::LinkRules rules{};  ///< reopen() to use them
    store::Stores stores;
    SchoolId school{};

    explicit StoreOfTest(Where where = where_told());
    ~StoreOfTest();
    StoreOfTest(const StoreOfTest&) = delete;
    StoreOfTest& operator=(const StoreOfTest&) = delete;

    [[nodiscard]] store::Options options() const;
    [[nodiscard]] std::expected<store::Stores, Error> another();
    void reopen();
    store::Applied apply(const roster::Snapshot& snapshot);
    std::unique_ptr<const school::Roll> roll() { return must(stores.people->roll(school)); }
    StaffId staff(const std::string& user);
    SiteId site(const std::string& name);
    std::uint64_t revision();
};

}  // namespace monitor::test
