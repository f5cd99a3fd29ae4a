// contract: the SQLite ports and the pictures in memory, held to what their ports promise.

#include "contract/choices_contract.hpp"
#include "contract/devices_contract.hpp"
#include "contract/directories_contract.hpp"
#include "contract/logbooks_contract.hpp"
#include "contract/pictures_contract.hpp"
#include "contract/readers_contract.hpp"
#include "contract/rosters_contract.hpp"
#include "contract/schools_contract.hpp"
#include "contract/sessions_contract.hpp"
#include "contract/trail_contract.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

TEST_CASE("the trail in audit.db keeps the contract of a trail", "[contract]") {
    StoreOfTest test;
    contract::trail(*test.stores.trail, SchoolId{{std::byte{1}}}, SchoolId{}, tuesday);
}

TEST_CASE("the logbooks of audit.db keep the contract of logbooks", "[contract]") {
    StoreOfTest test;
    contract::logbooks(*test.stores.trail, *test.stores.logbooks, SchoolId{{std::byte{1}}}, SchoolId{{std::byte{2}}}, tuesday);
}

TEST_CASE("sessions in people.db keep the contract of sessions", "[contract]") {
    StoreOfTest test;
    test.apply(regenboog());
    contract::sessions(*test.stores.sessions, test.school, test.staff("anouk.devries"), test.clock);
}

TEST_CASE("codes and sittings in people.db keep the contract of readers", "[contract]") {
    StoreOfTest test;
    test.apply(regenboog());
    const auto pupil = test.roll()->pupils.front().id;
    contract::sittings(*test.stores.sittings, {test.school, pupil}, test.clock);
    contract::codes(*test.stores.codes, test.school, pupil, test.clock);
}

TEST_CASE("devices in people.db keep the contract of devices", "[contract]") {
    StoreOfTest test;
    test.apply(regenboog());
    contract::devices(*test.stores.devices, *test.stores.enrolments, test.school, test.site("Hoofdgebouw"), test.clock);
}

TEST_CASE("rosters in people.db keep the contract of rosters", "[contract]") {
    StoreOfTest test;
    auto snapshot = regenboog();
    for (int number = 0; number < 17; ++number) {
        const auto key = "k" + std::to_string(number);
        snapshot.pupils.push_back(pupil_line(key, "Noor " + key, "user." + key));
    }
    contract::rosters(*test.stores.rosters, snapshot, test.clock);
}

TEST_CASE("directories in people.db keep the contract of directories", "[contract]") {
    StoreOfTest test;
    auto snapshot = regenboog();
    for (auto& member : snapshot.staff) member.account.reset();
    test.apply(snapshot);
    const auto roll = test.roll();
    const auto sanne = std::ranges::find(roll->pupils, school::Name{"Sanne B."}, &school::Pupil::name);
    contract::directories(*test.stores.directories, test.school, sanne->id, test.clock);
}

TEST_CASE("schools in people.db keep the contract of schools", "[contract]") {
    StoreOfTest test;
    contract::schools(*test.stores.schools, *test.stores.people, test.clock);
}

TEST_CASE("choices in people.db keep the contract of choices", "[contract]") {
    StoreOfTest test;
    test.apply(regenboog());
    contract::choices(*test.stores.choices, test.school, SchoolId{{std::byte{9}}}, test.clock);
}

TEST_CASE("pictures in memory keep the contract of latest pictures", "[contract]") {
    const auto pictures = store::make_latest_pictures(48h);
    contract::pictures(*pictures, tuesday);
    const auto greedy = store::make_latest_pictures(1000h);
    contract::pictures(*greedy, tuesday);
}
