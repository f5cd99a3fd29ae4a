// Does a certificate say how long it is good, and know its own key?

#include <array>
#include <string>

#include <catch2/catch.hpp>

#include "monitor/seal/sign.hpp"

using namespace monitor;
using namespace std::chrono;

namespace {

const std::array<std::string, 1> names{"school.example"};

seal::Certificate made() {
    return seal::make_certificate(names, sys_days{2026y / August / 1}, sys_days{2027y / August / 1});
}

}  // namespace

TEST_CASE("a certificate is good from its first day to its last", "[seal]") {
    const auto found = seal::validity(made().certificate);
    REQUIRE(found);
    CHECK(found->from == sys_days{2026y / August / 1});
    CHECK(found->until == sys_days{2027y / August / 1});
}

TEST_CASE("a certificate fits its own key and no other", "[seal]") {
    const auto one = made(), other = made();
    CHECK(seal::fit(one.certificate, one.key).value() == seal::Fit::fits);
    CHECK(seal::fit(one.certificate, other.key).value() == seal::Fit::differs);
}

TEST_CASE("what is no certificate or no key is input to correct", "[seal]") {
    const auto one = made();
    for (const std::string wrong : {"", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}) {
        CHECK(seal::validity(wrong).error().remedy == Remedy::correct_input);
        CHECK(seal::fit(wrong, one.key).error().remedy == Remedy::correct_input);
        CHECK(seal::fit(one.certificate, wrong).error().remedy == Remedy::correct_input);
    }
    CHECK(seal::fit(one.certificate, one.certificate).error().remedy == Remedy::correct_input);
}
