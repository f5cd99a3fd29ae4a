#include "agent/identity_file.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "agent/enrolment.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace monitor::agent;

namespace {

Identity fresh() {
    return {"wss://school.example/agent", Bytes(32, std::byte{9}), {}, 0, seal::SigningKey::make()};
}

std::string content(const std::filesystem::path& path) {
    std::stringstream all;
    all << std::ifstream{path, std::ios::binary}.rdbuf();
    return all.str();
}

void put(const std::filesystem::path& path, std::string_view text) {
    std::ofstream{path, std::ios::binary} << text;
}

mode_t mode(const std::filesystem::path& path) {
    struct stat found {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    return found.st_mode & 07777;
}

settings::Agent with_token(const std::filesystem::path& directory, std::string url) {
    settings::Agent settings;
    settings.state = directory / "state";
    settings.enrolment = directory / "token";
    settings.user = "sam.k";
    put(settings.enrolment, wire::text(wire::EnrolmentToken{std::move(url), Bytes(32, std::byte{1}), "a secret"}) + "\n");
    return settings;
}

}  // namespace

TEST_CASE("an identity comes back as it was kept, and only its owner may read it", "[agent][identity]") {
    const test::Temporary scratch;
    const auto file = IdentityFile::in(scratch.path() / "state");
    REQUIRE(file);
    CHECK(mode(scratch.path() / "state") == 0700);
    CHECK(file->read().error().remedy == Remedy::not_found);

    auto kept = fresh();
    kept.device = DeviceId::from_bytes(Bytes(16, std::byte{5}));
    kept.counter = 41;
    REQUIRE(file->write(kept));
    CHECK(mode(file->path()) == 0600);
    CHECK_FALSE(std::filesystem::exists(file->path().string() + ".new"));

    const auto read = file->read();
    REQUIRE(read);
    CHECK(read->url == kept.url);
    CHECK(read->pin == kept.pin);
    CHECK(read->device == kept.device);
    CHECK(read->counter == 41);
    CHECK(read->key.public_key() == kept.key.public_key());
}

TEST_CASE("the counter is on the disk before it is used", "[agent][identity]") {
    const test::Temporary scratch;
    const auto file = IdentityFile::in(scratch.path() / "state");
    auto identity = fresh();
    CHECK(next_counter(identity, *file) == 1u);
    CHECK(file->read()->counter == 1);
    CHECK(next_counter(identity, *file) == 2u);
    CHECK(file->read()->counter == 2);

    // A disk that takes nothing: no counter is handed out, and none is lost.
    std::filesystem::rename(scratch.path() / "state", scratch.path() / "elsewhere");
    const auto none = next_counter(identity, *file);
    REQUIRE_FALSE(none);
    CHECK(none.error().remedy == Remedy::ask_operator);
    CHECK(identity.counter == 2);
}

TEST_CASE("an identity that others may read is refused with its place", "[agent][identity]") {
    const test::Temporary scratch;
    const auto file = IdentityFile::in(scratch.path() / "state");
    REQUIRE(file->write(fresh()));
    ::chmod(file->path().c_str(), 0640);
    const auto read = file->read();
    REQUIRE_FALSE(read);
    CHECK(read.error().remedy == Remedy::ask_operator);
    CHECK(read.error().place == file->path().string());

    ::chmod((scratch.path() / "state").c_str(), 0755);
    const auto directory = IdentityFile::in(scratch.path() / "state");
    REQUIRE_FALSE(directory);
    CHECK(directory.error().remedy == Remedy::ask_operator);
}

TEST_CASE("a damaged identity says where it is damaged, and is never taken for none", "[agent][identity]") {
    const test::Temporary scratch;
    const auto file = IdentityFile::in(scratch.path() / "state");
    REQUIRE(file->write(fresh()));
    const auto whole = content(file->path());
    const auto damaged = [&](std::string text) {
        put(file->path(), text);
        const auto read = file->read();
        REQUIRE_FALSE(read);
        CHECK(read.error().remedy == Remedy::ask_operator);
        return read.error().place.substr(file->path().string().size());
    };
    const auto with = [&](std::string_view from, std::string_view to) {
        auto text = whole;
        return text.replace(text.find(from), from.size(), to);
    };
    CHECK(damaged("") == ":1");
    CHECK(damaged(with("monitor device 1", "monitor device 2")) == ":1");
    CHECK(damaged(whole.substr(0, whole.size() - 1)) == ":6");
    CHECK(damaged(with("pin = ", "pin: ")) == ":3");
    CHECK(damaged(with("counter = 0", "counter = 0x")) == ": counter");
    CHECK(damaged(with("counter = 0", "counter = -1")) == ": counter");
    CHECK(damaged(with("device = none", "device = nobody")) == ": device");
    CHECK(damaged(with("key = ", "key = A")) == ": key");
    CHECK(damaged(whole + "more = 1\n") == ": number of lines");
    CHECK(damaged(whole + "pin = \n") == ":7");
    CHECK(damaged(whole + std::string(9000, 'x') + "\n").empty());
}

TEST_CASE("a device without an identity asks for an enrolment token and says where it belongs", "[agent][identity]") {
    const test::Temporary scratch;
    settings::Agent settings;
    settings.state = scratch.path() / "state";
    const auto file = IdentityFile::in(settings.state);
    auto none = identity_of(settings, *file);
    REQUIRE_FALSE(none);
    CHECK(none.error().remedy == Remedy::ask_operator);
    CHECK(none.error().place.find("enrolment") != std::string::npos);

    settings.enrolment = scratch.path() / "token";
    CHECK(identity_of(settings, *file).error().place.find("token: no such file") != std::string::npos);
    put(settings.enrolment, "not a token");
    CHECK(identity_of(settings, *file).error().place.find("not an enrolment token") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(file->path()));
}

TEST_CASE("a token becomes a key that is on the disk before anyone hears of it", "[agent][identity]") {
    const test::Temporary scratch;
    const auto settings = with_token(scratch.path(), "wss://school.example/agent");
    const auto file = IdentityFile::in(settings.state);
    const auto identity = identity_of(settings, *file);
    REQUIRE(identity);
    CHECK(identity->url == "wss://school.example/agent");
    CHECK_FALSE(identity->device);
    CHECK(file->read()->key.public_key() == identity->key.public_key());

    const auto asked = enrol(settings, *identity);
    REQUIRE(asked);
    CHECK(asked->token == "a secret");
    CHECK(asked->fixed_user == "sam.k");
    CHECK(BytesView{asked->public_key}.size() == 65);
    // Started again before the school answered: the same key.
    CHECK(identity_of(settings, *file)->key.public_key() == identity->key.public_key());
}

TEST_CASE("a fresh token for another school moves a device that was never enrolled, and no other", "[agent][identity]") {
    const test::Temporary scratch;
    const auto file = IdentityFile::in(scratch.path() / "state");
    auto identity = identity_of(with_token(scratch.path(), "wss://one.example/agent"), *file);
    const auto settings = with_token(scratch.path(), "wss://two.example/agent");
    CHECK_FALSE(enrol(settings, *identity));  // the secret is not said to the school that it was not made for
    identity = identity_of(settings, *file);
    CHECK(identity->url == "wss://two.example/agent");
    CHECK(enrol(settings, *identity));

    identity->device = DeviceId::from_bytes(Bytes(16, std::byte{5}));
    REQUIRE(file->write(*identity));
    CHECK(identity_of(with_token(scratch.path(), "wss://three.example/agent"), *file)->url == "wss://two.example/agent");
    std::filesystem::remove(settings.enrolment);
    CHECK(identity_of(settings, *file));  // the token is of no use any more
}
