// wire: do the page's JavaScript and the school's C++ mean the same bytes? This side writes tests/golden/wire/viewer.txt
// (MONITOR_APPROVE=1), wire_test.mjs reads it.

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "monitor/wire/viewer.hpp"

using namespace monitor;

namespace {

std::string vectors() {
    std::ostringstream out;
    const std::string id = "00112233445566778899aabbccddeeff", other = "ffeeddccbbaa99887766554433221100";
    const auto say = [&](std::string_view name, const auto& message) {
        out << name << ' ' << hex(wire::encode(message)) << '\n';
    };
    say("open_view", wire::FromViewer{wire::OpenView{"t1ck-et_", id}});
    say("close_view", wire::FromViewer{wire::CloseView{}});
    say("ask_key", wire::FromViewer{wire::AskKey{258, picture::Stream::live}});
    say("look_at", wire::FromViewer{wire::LookAt{id, "help"}});
    say("look_at_nobody", wire::FromViewer{wire::LookAt{"", ""}});
    say("view", wire::ToViewer{wire::View{other, {{0, id}, {1, other}}}});
    say("state", wire::ToViewer{wire::State{7, wire::TileState::refused, 1'790'000'000'123, 6}});
    const auto vp8 = from_hex("d0010a9d012a4001b400000102030405");
    say("picture", wire::ToViewer{wire::ViewPicture{513, picture::Stream::grid, 0x01020304, 70'000, *vp8}});
    say("ended", wire::ToViewer{wire::Ended{wire::EndReason::time_over, 0, id}});
    say("look", wire::ToViewer{wire::Look{id, 600}});
    say("tabs", wire::ToViewer{wire::ViewTabs{3, {{"Rekenen – groep 5", "https://rekenen.example/"}}}});
    return out.str();
}

}  // namespace

TEST_CASE("what the page and the school say to each other has not changed by accident", "[server_ref]") {
    const std::string path = std::string{MONITOR_TEST_DATA} + "/golden/wire/viewer.txt";
    if (std::getenv("MONITOR_APPROVE") != nullptr) std::ofstream{path} << vectors();
    std::ifstream file{path};
    const std::string kept{std::istreambuf_iterator<char>{file}, {}};
    CHECK(kept == vectors());
}
