#pragma once
// contract: what every identity::Devices and identity::Enrolments do.

#include <catch2/catch.hpp>

#include "monitor/identity/devices.hpp"
#include "support/manual_clock.hpp"

namespace monitor::contract {

/// `school` has the site `site` and no device yet.
inline void devices(identity::Devices& devices, identity::Enrolments& enrolments, SchoolId school, SiteId site,
                    test::ManualClock& clock) {
    using namespace std::chrono_literals;
    using Text = Personal<std::string>;
    const auto key = seal::SigningKey::make().public_key();

    INFO("a token makes as many devices known as it was made for");
    const auto secret = enrolments.offer({school, site, 2, 24h});
    REQUIRE(secret);
    CHECK(from_base64url(secret->reveal(Purpose::operate))->size() == 32);
    const auto first = enrolments.redeem(*secret, key, "kar 3", Text{});
    REQUIRE(first);
    CHECK(first->school == school);
    CHECK(first->site == site);
    CHECK(first->counter == 0);
    CHECK(first->enrolled_at == clock.now());
    const auto second = enrolments.redeem(*secret, key, "kar 4", Text{"sanne.b"});
    REQUIRE(second);
    CHECK(first->id != second->id);
    CHECK(enrolments.redeem(*secret, key, "kar 5", Text{}).error().remedy == Remedy::not_found);

    INFO("no other token, and none past its deadline");
    const auto brief = enrolments.offer({school, site, 1, 1h});
    REQUIRE(brief);
    for (const auto& wrong : {std::string{}, brief->reveal(Purpose::operate) + "A", std::string(43, 'A')}) {
        CHECK(enrolments.redeem(Text{wrong}, key, "x", Text{}).error().remedy == Remedy::not_found);
    }
    clock.advance(1h);
    CHECK(enrolments.redeem(*brief, key, "x", Text{}).error().remedy == Remedy::not_found);

    INFO("a token that could not be right is not made, and a device that could not be is not taken: the token stays");
    CHECK(enrolments.offer({school, site, 0, 1h}).error().remedy == Remedy::correct_input);
    CHECK(enrolments.offer({school, site, 1, 0h}).error().remedy == Remedy::correct_input);
    CHECK(enrolments.offer({school, SiteId{}, 1, 1h}).error().remedy == Remedy::not_found);
    CHECK(enrolments.offer({SchoolId{}, site, 1, 1h}).error().remedy == Remedy::not_found);
    const auto careful = enrolments.offer({school, site, 1, 1h});
    CHECK(enrolments.redeem(*careful, key, std::string(65, 'x'), Text{}).error().remedy == Remedy::correct_input);
    CHECK(enrolments.redeem(*careful, key, "a\nb", Text{}).error().remedy == Remedy::correct_input);
    CHECK(enrolments.redeem(*careful, {}, "x", Text{}).error().remedy == Remedy::correct_input);
    CHECK(enrolments.redeem(*careful, key, "kar 6", Text{}));

    INFO("those that still work are told, and one can be withdrawn: no more devices, and those that came stay");
    const auto later = enrolments.offer({school, site, 3, 48h});
    const auto sooner = enrolments.offer({school, site, 1, 24h});
    REQUIRE(later);
    REQUIRE(sooner);
    const auto open = enrolments.open(school);
    REQUIRE(open);
    REQUIRE(open->size() == 2);
    CHECK(open->front().uses == 1);
    CHECK(open->front().expires == clock.now() + 24h);
    CHECK(open->back().uses == 3);
    CHECK(open->back().site == site);
    CHECK(enrolments.open(SchoolId{})->empty());
    CHECK(enrolments.withdraw(SchoolId{}, open->front().id).error().remedy == Remedy::not_found);
    CHECK(enrolments.withdraw(school, open->front().id));
    CHECK(enrolments.withdraw(school, open->front().id).error().remedy == Remedy::not_found);
    CHECK(enrolments.redeem(*sooner, key, "kar 7", Text{}).error().remedy == Remedy::not_found);
    CHECK(enrolments.open(school)->size() == 1);
    CHECK(enrolments.withdraw(school, open->back().id));

    INFO("devices are found, and listed in the order they came");
    const auto again = devices.find(second->id);
    REQUIRE(again);
    CHECK(again->public_key == key);
    CHECK(again->label == "kar 4");
    CHECK(again->fixed_user == Text{"sanne.b"});
    CHECK_FALSE(again->revoked_at);
    CHECK(devices.find(DeviceId{}).error().remedy == Remedy::not_found);
    CHECK(devices.of(school)->size() == 3);
    CHECK(devices.of(SchoolId{})->empty());

    INFO("a counter only rises");
    CHECK(devices.proved(first->id, 5));
    CHECK_FALSE(devices.find(first->id)->copied_at);
    CHECK(devices.proved(first->id, 5).error().remedy == Remedy::conflict);
    CHECK(devices.proved(first->id, 4).error().remedy == Remedy::conflict);
    CHECK(devices.proved(first->id, 0).error().remedy == Remedy::conflict);
    CHECK(devices.proved(first->id, ~std::uint64_t{}).error().remedy == Remedy::conflict);
    CHECK(devices.proved(first->id, 6));
    CHECK(devices.find(first->id)->counter == 6);
    CHECK(devices.find(first->id)->copied_at == clock.now());
    CHECK_FALSE(devices.find(second->id)->copied_at);
    CHECK(devices.proved(DeviceId{}, 1).error().remedy == Remedy::not_found);

    INFO("who is revoked stays revoked, since then");
    CHECK(devices.revoke(SchoolId{}, first->id).error().remedy == Remedy::not_found);
    CHECK(devices.revoke(school, DeviceId{}).error().remedy == Remedy::not_found);
    const Instant when = clock.now();
    CHECK(devices.revoke(school, first->id));
    clock.advance(1h);
    CHECK(devices.revoke(school, first->id));
    CHECK(devices.find(first->id)->revoked_at == when);
    CHECK_FALSE(devices.find(second->id)->revoked_at);
}

}  // namespace monitor::contract
