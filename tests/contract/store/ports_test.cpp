// contract: the SQLite ports and the pictures in memory, held to what their ports promise.

#include "contract/devices_contract.hpp"
#include "contract/pictures_contract.hpp"
#include "contract/sessions_contract.hpp"
#include "contract/trail_contract.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

TEST_CASE("the trail in audit.db keeps the contract of a trail", "[contract]") {
    StoreOfTest test;
    contract::trail(*test.stores.trail, SchoolId{{std::byte{1}}}, SchoolId{}, tuesday);
}

TEST_CASE("sessions in people.db keep the contract of sessions", "[contract]") {
    StoreOfTest test;
    test.apply(regenboog());
    contract::sessions(*test.stores.sessions, test.school, test.staff("anouk.devries"), test.clock);
}

TEST_CASE("devices in people.db keep the contract of devices", "[contract]") {
    StoreOfTest test;
    test.apply(regenboog());
    contract::devices(*test.stores.devices, *test.stores.enrolments, test.school, test.site("Hoofdgebouw"), test.clock);
}

TEST_CASE("pictures in memory keep the contract of latest pictures", "[contract]") {
    const auto pictures = store::make_latest_pictures(48h);
    contract::pictures(*pictures, tuesday);
    const auto greedy = store::make_latest_pictures(1000h);
    contract::pictures(*greedy, tuesday);
}
