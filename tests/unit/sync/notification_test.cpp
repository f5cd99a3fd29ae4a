// Is a notice believed only when Graph and nobody else can have sent it, and is it never more than a trigger?

#include "monitor/sync/notification.hpp"

#include <catch2/catch.hpp>

using namespace monitor::sync;

namespace {

const std::vector<Subscription> known{{"sub-1", "tenant-1", "state-1"}, {"sub-2", "tenant-2", "state-2"}};

std::string notice(const std::string& subscription, const std::string& tenant, const std::string& state,
                   const std::string& more = "") {
    return R"({"id":"x","subscriptionId":")" + subscription + R"(","tenantId":")" + tenant + R"(","clientState":")" + state +
           R"(","changeType":"updated","resource":"Users/u","resourceData":{"id":"u","subscriptionId":"sub-2","clientState":"state-2"})" +
           more + "}";
}
std::string body(const std::string& notices) {
    return R"({"value":[)" + notices + "]}";
}

}  // namespace

TEST_CASE("a validation token is given back decoded", "[sync][notification]") {
    CHECK(validation_token("validationToken=abc") == "abc");
    CHECK(validation_token("validationToken=Validation%3a+Testing%20client%2Breach") == "Validation: Testing client+reach");
    CHECK(validation_token("?a=b&validationToken=%3Cscript%3E&c") == "<script>");  // as text/plain it is a text
    CHECK_FALSE(validation_token(""));
    CHECK_FALSE(validation_token("validationToken="));
    CHECK_FALSE(validation_token("xvalidationToken=abc"));
    CHECK_FALSE(validation_token("validationToken=%4"));
    CHECK_FALSE(validation_token("validationToken=%zz"));
    CHECK_FALSE(validation_token("validationToken=a%0d%0aSet-Cookie"));
    CHECK_FALSE(validation_token("validationToken=" + std::string(2049, 'a')));
    CHECK(validation_token("validationToken=" + std::string(2048, 'a')));
}

TEST_CASE("a notice with our client state says which directory changed", "[sync][notification]") {
    const auto read = read_notices(body(notice("sub-1", "tenant-1", "state-1")), known);
    REQUIRE(read);
    CHECK(read->changed == std::vector<std::size_t>{0});
    CHECK(read->lost.empty());
    CHECK(read->refused == 0);
}

TEST_CASE("several notices of one subscription are one reason to look", "[sync][notification]") {
    const auto one = notice("sub-1", "tenant-1", "state-1"), two = notice("sub-2", "tenant-2", "state-2");
    const auto read = read_notices(body(one + "," + one + "," + two + "," + one), known);
    REQUIRE(read);
    CHECK(read->changed == std::vector<std::size_t>{0, 1});
}

TEST_CASE("a notice of another subscription, another tenant or another client state is refused", "[sync][notification]") {
    for (const auto& wrong :
         {notice("sub-3", "tenant-1", "state-1"), notice("sub-1", "tenant-2", "state-1"), notice("sub-1", "tenant-1", "state-2"),
          notice("sub-1", "tenant-1", ""), notice("", "", ""), std::string{R"({"changeType":"updated"})"}}) {
        const auto read = read_notices(body(wrong), known);
        REQUIRE(read);
        CHECK(read->changed.empty());
        CHECK(read->refused == 1);
    }
    CHECK(read_notices(body(notice("sub-1", "tenant-1", "state-1")), {})->refused == 1);
}

TEST_CASE("one that is refused does not spoil those beside it", "[sync][notification]") {
    const auto read = read_notices(body(notice("sub-9", "t", "s") + "," + notice("sub-2", "tenant-2", "state-2")), known);
    REQUIRE(read);
    CHECK(read->changed == std::vector<std::size_t>{1});
    CHECK(read->refused == 1);
}

TEST_CASE("a lifecycle event makes the subscription anew, and is a reason to look", "[sync][notification]") {
    const auto read = read_notices(body(notice("sub-1", "tenant-1", "state-1", R"(,"lifecycleEvent":"subscriptionRemoved")") +
                                        "," + notice("sub-2", "tenant-2", "state-2", R"(,"lifecycleEvent":"missed")")),
                                   known);
    REQUIRE(read);
    CHECK(read->changed == std::vector<std::size_t>{0, 1});
    CHECK(read->lost == std::vector<std::size_t>{0});
}

TEST_CASE("what is not a list of notices is refused whole", "[sync][notification]") {
    for (const std::string wrong :
         {"", "[]", "{}", R"({"value":[]})", R"({"value":{}})", R"({"value":{"x":{"clientState":"a"}}})",
          R"({"value.0":[{"clientState":"a"}]})", R"({"value":["x"]})", "<xml/>", R"({"value":[{]})"}) {
        CHECK(read_notices(wrong, known).error() == NoticeFlaw::not_understood);
    }
    CHECK(read_notices(std::string(512 * 1024 + 1, ' '), known).error() == NoticeFlaw::too_large);
    std::string many;
    for (int one = 0; one < 1001; ++one) many += (many.empty() ? "" : ",") + std::string{R"({"id":"x"})"};
    CHECK(read_notices(body(many), known).error() == NoticeFlaw::too_large);
}
