// Does every message come back as it went, and is everything else refused?

#include <catch2/catch.hpp>

#include "monitor/wire/agent.hpp"
#include "monitor/wire/local.hpp"
#include "monitor/wire/viewer.hpp"

using namespace monitor;
using namespace monitor::wire;

namespace {

const std::string id = "00112233445566778899aabbccddeeff";
const Bytes nonce(16, std::byte{7});
const Bytes vp8(40, std::byte{9});

/// The body of a message as text, for messages that are JSON.
std::string body(const Bytes& whole) { return std::string{as_text(BytesView{whole}.subspan(header_size))}; }

/// What was encoded is decoded and encoded again to the same bytes, and is of the same kind.
template <class Set, class Decode>
void comes_back(const Set& set, Decode decode) {
    const auto whole = encode(set);
    Bytes unpacked;
    const auto envelope = open(whole, unpacked);
    REQUIRE(envelope);
    const auto again = decode(*envelope);
    INFO(body(whole));
    REQUIRE(again);
    CHECK(again->index() == set.index());
    CHECK(encode(*again) == whole);
}

template <class Decode>
bool read(Decode decode, Kind kind, std::string_view json) {
    const auto result = decode(Envelope{.kind = kind, .body = as_bytes(json)});
    if (!result) CHECK(result.error() == Flaw::bad_body);
    return result.has_value();
}

Watch watch() {
    return {.lease = 4'294'967'295, .seconds = 15, .hours_left = 3'600, .who = {"Juf Anne", "Meester \"Bé\" \\ Ünal"},
            .streams = {{.stream = picture::Stream::grid, .at_most = {480, 270}, .frames_a_second = 5},
                        {.stream = picture::Stream::live, .at_most = {1080, 1920}, .frames_a_second = 10}}};
}

const Tab hostile_tab{.title = "<script>alert(1)</script> \" \\ \xe2\x80\xae", .url = "https://example.org/?a=%20&b={}"};

}  // namespace

TEST_CASE("every message between device and school comes back as it went") {
    const FromDevice from[] = {
        Hello{.versions = {1, 2}, .agent = "libmonitor/0.1.0 linux", .can = {"zstd", "tabs"}, .nonce = nonce},
        Enrol{.token = "s3cret", .public_key = Bytes(65, std::byte{4}), .label = "Chromebook kar 3", .fixed_user = "pim"},
        Proof{.device = id, .counter = 9'007'199'254'740'991, .signature = Bytes(64, std::byte{1})},
        Desktop{.user = "pim@school.example"}, Desktop{}, Indicated{.lease = 7}, Stopped{.lease = 7, .why = 3},
        Picture{.lease = 7, .sequence = 1, .stream = picture::Stream::live, .vp8 = vp8},
        Tabs{.lease = 7, .tabs = {hostile_tab, {}}}, Tabs{}};
    for (const auto& message : from) comes_back(message, from_device);
    const ToDevice to[] = {Welcome{.version = 1, .server = "school.example", .nonce = nonce, .can = {}}, Enrolled{.device = id},
                           Accepted{.site = "Locatie Noord"}, Refused{.why = 4}, watch(), Stop{.lease = 7, .why = 1},
                           Key{.stream = picture::Stream::grid}};
    for (const auto& message : to) comes_back(message, to_device);
}

TEST_CASE("every message between viewer and school comes back as it went") {
    const FromViewer from[] = {OpenView{.ticket = "abc", .group = id}, CloseView{},
                               AskKey{.tile = 3, .stream = picture::Stream::live}, LookAt{.pupil = id, .purpose = "help"}, LookAt{}};
    for (const auto& message : from) comes_back(message, from_viewer);
    const ToViewer to[] = {View{.view = id, .tiles = {{0, id}, {65'535, id}}},
                           State{.tile = 1, .state = TileState::starting, .since = 1'790'000'000'000, .refusal = 0},
                           ViewPicture{.tile = 2, .stream = picture::Stream::grid, .sequence = 3, .age = 4, .vp8 = vp8},
                           Ended{.why = EndReason::too_fast, .refusal = 12, .pupil = ""},
                           Look{.pupil = id, .seconds = 900}, ViewTabs{.tile = 1, .tabs = {hostile_tab}}};
    for (const auto& message : to) comes_back(message, to_viewer);
}

TEST_CASE("every message between the two halves of an agent comes back as it went") {
    const FromDesktop from[] = {LocalHello{.version = 1}, LocalIndicated{.lease = 1}, LocalStopped{.lease = 1, .why = 9},
                                LocalPicture{.lease = 1, .stream = picture::Stream::grid, .vp8 = vp8},
                                LocalTabs{.lease = 2, .tabs = {hostile_tab}}, LocalCounts{.captures = 1, .pictures = 2, .bytes = 3}};
    for (const auto& message : from) comes_back(message, from_desktop);
    const ToDesktop to[] = {LocalWatch{.watch = watch()}, LocalStop{.lease = 1, .why = 2},
                            LocalKey{.stream = picture::Stream::live}, LocalRoom{.stream = picture::Stream::grid}};
    for (const auto& message : to) comes_back(message, to_desktop);
}

TEST_CASE("what one side may say is refused from the other") {
    CHECK(from_device({.kind = Kind::watch, .body = as_bytes("{}")}).error() == Flaw::bad_kind);
    CHECK(to_device({.kind = Kind::hello, .body = as_bytes("{}")}).error() == Flaw::bad_kind);
    CHECK(from_viewer({.kind = Kind::picture, .body = as_bytes("{}")}).error() == Flaw::bad_kind);
    CHECK(to_viewer({.kind = Kind::open_view, .body = as_bytes("{}")}).error() == Flaw::bad_kind);
    CHECK(from_desktop({.kind = Kind::local_watch, .body = as_bytes("{}")}).error() == Flaw::bad_kind);
    CHECK(to_desktop({.kind = Kind::local_hello, .body = as_bytes("{}")}).error() == Flaw::bad_kind);
}

TEST_CASE("a member nobody knows is ignored") {
    CHECK(read(from_device, Kind::desktop, R"({"user":"pim","later":{"a":[1,2,{}]}})"));
    CHECK(read(from_viewer, Kind::close_view, R"({"later":1})"));
}

TEST_CASE("a body that is no plain JSON object is refused") {
    for (const auto* json : {"", " ", "[]", "null", "1", "\"user\"", "{", R"({"user":"pim"}x)", R"({"user":"pim"} {})",
                             R"({'user':'pim'})", R"({"user":"pim",})", "// c\n{\"user\":\"pim\"}", R"({"user":NaN})"})
        CHECK_FALSE(read(from_device, Kind::desktop, json));
    std::string deep = R"({"user":"pim","a":)";
    deep += std::string(20'000, '[') + std::string(20'000, ']') + "}";
    CHECK_FALSE(read(from_device, Kind::desktop, deep));
    const std::string large = R"({"user":"pim","a":")" + std::string(text_limit, 'a') + "\"}";
    CHECK_FALSE(read(from_device, Kind::desktop, large));
}

TEST_CASE("text with control characters or broken UTF-8 is refused") {
    CHECK(read(from_device, Kind::desktop, "{\"user\":\"p\xc3\xaem \xf0\x9f\x98\x80\"}"));
    for (const std::string user : {"a\\nb", "a\\u0000b", "a\\u001b[0m", "a\\u007f", "a\\u0085", "a\tb", "\xc0\xaf", "\xed\xa0\x80",
                                   "\xff", "\xc3", "\\ud800", "\\ud800\\ud800", "\xf4\x90\x80\x80"}) {
        INFO(hex(as_bytes(user)));
        CHECK_FALSE(read(from_device, Kind::desktop, "{\"user\":\"" + user + "\"}"));
    }
}

TEST_CASE("a number is whole, exact and within its range") {
    const auto indicated = [](std::string number) { return read(from_device, Kind::indicated, "{\"lease\":" + number + "}"); };
    CHECK(indicated("0"));
    CHECK(indicated("4294967295"));
    for (const auto* wrong : {"4294967296", "-1", "1.0", "1e2", "\"1\"", "true", "null", "18446744073709551616", "01", "[1]", "{}"})
        CHECK_FALSE(indicated(wrong));
    CHECK_FALSE(read(from_device, Kind::indicated, "{}"));
    CHECK_FALSE(read(from_device, Kind::indicated, R"({"Lease":1})"));
    CHECK_FALSE(read(from_device, Kind::stopped, R"({"lease":1,"why":0})"));
    CHECK_FALSE(read(from_device, Kind::stopped, R"({"lease":1,"why":256})"));
    CHECK(read(to_device, Kind::refused, R"({"why":65535})"));
    CHECK_FALSE(read(to_device, Kind::key, R"({"stream":3})"));
    CHECK_FALSE(read(to_viewer, Kind::state, R"({"tile":0,"state":10,"since":0,"refusal":0})"));
    const std::string proof = R"({"device":")" + id + R"(","signature":")" + base64url(Bytes(64)) + R"(","counter":)";
    CHECK(read(from_device, Kind::proof, proof + "9007199254740991}"));
    CHECK_FALSE(read(from_device, Kind::proof, proof + "9007199254740992}"));
}

TEST_CASE("bytes are strict base64url of the right length") {
    const auto hello = [](std::string text) {
        return read(from_device, Kind::hello, R"({"versions":[1],"agent":"","can":[],"nonce":")" + text + "\"}");
    };
    CHECK(hello(base64url(Bytes(16))));
    CHECK(hello(base64url(Bytes(32))));
    CHECK_FALSE(hello(base64url(Bytes(15))));
    CHECK_FALSE(hello(base64url(Bytes(33))));
    CHECK_FALSE(hello(base64url(Bytes(16)) + "=="));
    CHECK_FALSE(hello("AAAAAAAAAAAAAAAAAAAA+/"));
    CHECK_FALSE(hello(""));
}

TEST_CASE("texts and lists are held to their lengths") {
    const auto hello = [](std::string versions, std::string agent, std::string can) {
        return read(from_device, Kind::hello, "{\"versions\":" + versions + ",\"agent\":\"" + agent + "\",\"can\":" + can +
                                                  ",\"nonce\":\"" + base64url(nonce) + "\"}");
    };
    CHECK(hello("[1]", std::string(64, 'a'), R"(["zstd"])"));
    CHECK_FALSE(hello("[1]", std::string(65, 'a'), "[]"));
    CHECK_FALSE(hello("[]", "", "[]"));
    CHECK_FALSE(hello("[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", "", "[]"));
    CHECK_FALSE(hello("[0]", "", "[]"));
    CHECK_FALSE(hello("[\"1\"]", "", "[]"));
    CHECK_FALSE(hello("1", "", "[]"));
    CHECK_FALSE(hello("[1]", "", R"([""])"));
    CHECK_FALSE(hello("[1]", "", R"([1])"));
    CHECK_FALSE(hello("[1]", "", R"({"a":1})"));
    CHECK_FALSE(read(from_device, Kind::tabs, R"({"lease":1,"tabs":[{"title":"a"}]})"));
    CHECK_FALSE(read(from_device, Kind::tabs, R"({"lease":1,"tabs":[[]]})"));
    CHECK_FALSE(read(from_device, Kind::tabs, R"({"lease":1,"tabs":[{"title":")" + std::string(257, 'a') + R"(","url":""}]})"));
    std::string many = R"({"lease":1,"tabs":[{"title":"","url":""})";
    for (int count = 1; count < 101; ++count) many += R"(,{"title":"","url":""})";
    CHECK_FALSE(read(from_device, Kind::tabs, many + "]}"));
}

TEST_CASE("an id is 32 lower-case digits, and empty only where nobody may be meant") {
    const auto look_at = [](std::string pupil) { return read(from_viewer, Kind::look_at, R"({"purpose":"","pupil":")" + pupil + "\"}"); };
    CHECK(look_at(id));
    CHECK(look_at(""));
    for (const auto* wrong :
         {"0", "00112233445566778899AABBCCDDEEFF", "00112233445566778899aabbccddeef", "../2233445566778899aabbccddeeff0"})
        CHECK_FALSE(look_at(wrong));
    CHECK_FALSE(read(to_device, Kind::enrolled, R"({"device":""})"));
}

TEST_CASE("a lease names who looks, for no longer than fifteen seconds, within the size of its stream") {
    const auto lease = [](auto change) {
        auto changed = watch();
        change(changed);
        const auto whole = encode(ToDevice{changed});
        return to_device({.kind = Kind::watch, .body = BytesView{whole}.subspan(header_size)}).has_value();
    };
    CHECK(lease([](Watch&) {}));
    CHECK(lease([](Watch& watch) { watch.streams.clear(); }));
    CHECK_FALSE(lease([](Watch& watch) { watch.seconds = 16; }));
    CHECK_FALSE(lease([](Watch& watch) { watch.seconds = 0; }));
    CHECK_FALSE(lease([](Watch& watch) { watch.who.clear(); }));
    CHECK_FALSE(lease([](Watch& watch) { watch.who = {""}; }));
    CHECK_FALSE(lease([](Watch& watch) { watch.streams[0].at_most = {481, 270}; }));
    CHECK_FALSE(lease([](Watch& watch) { watch.streams[0].at_most = {480, 0}; }));
    CHECK_FALSE(lease([](Watch& watch) { watch.streams[0].frames_a_second = 31; }));
    CHECK_FALSE(lease([](Watch& watch) { watch.streams[0].stream = picture::Stream::live; }));
}

TEST_CASE("a picture body is its fixed head and a picture within its stream's limit") {
    const auto whole =
        encode(FromDevice{Picture{.lease = 0x01020304, .sequence = 0x05060708, .stream = picture::Stream::grid, .vp8 = vp8}});
    CHECK(hex(BytesView{whole}.first(20)) == "01070000" "34000000" "04030201" "08070605" "01000000");
    const auto body_of = [&](auto change) {
        auto changed = Bytes{whole.begin() + header_size, whole.end()};
        change(changed);
        return from_device({.kind = Kind::picture, .body = changed}).has_value();
    };
    CHECK(body_of([](Bytes&) {}));
    CHECK_FALSE(body_of([](Bytes& bytes) { bytes.resize(12); }));
    CHECK_FALSE(body_of([](Bytes& bytes) { bytes.resize(11); }));
    CHECK_FALSE(body_of([](Bytes& bytes) { bytes.clear(); }));
    CHECK_FALSE(body_of([](Bytes& bytes) { bytes[8] = std::byte{0}; }));
    CHECK_FALSE(body_of([](Bytes& bytes) { bytes[8] = std::byte{3}; }));
    CHECK_FALSE(body_of([](Bytes& bytes) { bytes[9] = std::byte{1}; }));
    CHECK_FALSE(body_of([](Bytes& bytes) { bytes.resize(12 + picture::limits(picture::Stream::grid).bytes + 1); }));
}

TEST_CASE("a sender tidies and cuts titles, and sends no more tabs than fit") {
    Tabs tabs{.lease = 1, .tabs = {}};
    tabs.tabs.push_back({.title = "a\nb\x1b\xff" + std::string(300, 'x'), .url = std::string(2047, 'u') + "\xc3\xab"});
    for (int count = 0; count < 150; ++count) tabs.tabs.push_back({.title = std::string(256, 't'), .url = std::string(2048, 'u')});
    const auto whole = encode(FromDevice{tabs});
    CHECK(whole.size() <= text_limit + header_size);
    Bytes unpacked;
    const auto again = from_device(open(whole, unpacked).value());
    REQUIRE(again);
    const auto& read_back = std::get<Tabs>(*again).tabs;
    CHECK(read_back.size() > 20);
    CHECK(read_back.size() <= 100);
    CHECK(read_back[0].title.starts_with("a b \xef\xbf\xbdxxx"));
    CHECK(read_back[0].title.size() == 256);
    CHECK(read_back[0].url == std::string(2047, 'u'));
}
