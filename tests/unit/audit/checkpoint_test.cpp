// audit: is a checkpoint only what the key signed, to the last bit?

#include "monitor/audit/checkpoint.hpp"

#include <catch2/catch.hpp>

using namespace monitor;

namespace {

const SchoolId a_school{{std::byte{7}}};

audit::Checkpoint a_checkpoint() {
    return {audit::origin(a_school), 1234, audit::leaf(as_bytes("root")), Instant{std::chrono::milliseconds{1'790'000'000'123}}};
}

}  // namespace

TEST_CASE("a checkpoint is six lines that anybody can read, and comes back as it was", "[audit]") {
    const auto key = seal::SigningKey::make();
    const auto note = audit::note(a_checkpoint(), key);
    CHECK(note.starts_with("libmonitor.audit/07000000000000000000000000000000\n1234\n"));
    CHECK(note.find("\ninstant 1790000000123\n\n\u2014 libmonitor.audit ") != std::string::npos);
    CHECK(std::ranges::count(note, '\n') == audit::note_lines);
    CHECK(audit::checkpoint(note, key.public_key()) == a_checkpoint());
}

TEST_CASE("a checkpoint of another key, cut short, longer, or with any bit changed, is refused", "[audit]") {
    const auto key = seal::SigningKey::make();
    const auto note = audit::note(a_checkpoint(), key);
    const auto open = key.public_key();
    CHECK_FALSE(audit::checkpoint(note, seal::SigningKey::make().public_key()));
    CHECK_FALSE(audit::checkpoint(note + "\n", open));
    CHECK_FALSE(audit::checkpoint(note + note, open));
    for (std::size_t size = 0; size < note.size(); ++size) REQUIRE_FALSE(audit::checkpoint(note.substr(0, size), open));
    for (std::size_t bit = 0; bit < 8 * note.size(); ++bit) {
        auto other = note;
        other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
        REQUIRE_FALSE(audit::checkpoint(other, open));
    }
}

TEST_CASE("the public key is one line, and any other line is refused", "[audit]") {
    const auto key = seal::SigningKey::make().public_key();
    const auto text = audit::key_text(key);
    CHECK(audit::key_from(text) == key);
    for (std::size_t size = 0; size < text.size(); ++size) REQUIRE_FALSE(audit::key_from(text.substr(0, size)));
    for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
        auto other = text;
        other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
        REQUIRE_FALSE(audit::key_from(other));
    }
    CHECK_FALSE(audit::key_from(text + "\n"));
}

TEST_CASE("the name of a log leads back to its school, and nothing else is one", "[audit]") {
    CHECK(audit::school_from(audit::origin(a_school)) == a_school);
    CHECK(audit::origin({}) == "libmonitor.audit/operator");
    CHECK(audit::school_from("libmonitor.audit/operator") == SchoolId{});
    for (const char* text : {"", "libmonitor.audit", "libmonitor.audit/", "libmonitor.audit/00000000000000000000000000000000",
                             "libmonitor.audit/0700000000000000000000000000000G", "other/07000000000000000000000000000000"})
        CHECK_FALSE(audit::school_from(text));
}
