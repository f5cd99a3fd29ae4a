// Do keys stay apart, private and whole, and are they gone once destroyed?

#include "monitor/seal/key_file.hpp"

#include <csignal>
#include <fstream>
#include <future>
#include <sstream>
#include <vector>

#include <catch2/catch.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "monitor/seal/hash.hpp"
#include "support/seeded_random.hpp"

using namespace monitor;
using namespace monitor::seal;
namespace fs = std::filesystem;

namespace {

/// A directory of one's own; gone at the end.
class Place {
public:
    Place() {
        auto pattern = (fs::temp_directory_path() / "key-file-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        at_ = pattern;
    }
    ~Place() { fs::remove_all(at_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    [[nodiscard]] fs::path keys() const { return at_ / "keys"; }
    [[nodiscard]] fs::path at(const char* name) const { return at_ / name; }

private:
    fs::path at_;
};

std::string content(const fs::path& path) {
    std::ostringstream all;
    all << std::ifstream{path}.rdbuf();
    return all.str();
}
void write(const fs::path& path, std::string_view text) {
    std::ofstream{path} << text;
    REQUIRE(::chmod(path.c_str(), 0600) == 0);
}
mode_t mode(const fs::path& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777;
}
std::string shown(const std::expected<Secret, Error>& secret) {
    return secret ? hex(secret->bytes()) : "none";
}

/// No file may grow beyond this many bytes while it lives: a disk that is full.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) : handler_{std::signal(SIGXFSZ, SIG_IGN)} {
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
        const rlimit now{bytes, before_.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &now) == 0);
    }
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    void (*handler_)(int);
    rlimit before_{};
};

constexpr auto one_key = "monitor-keys 1\nschool/1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";

}  // namespace

TEST_CASE("a key is made once, and is the same from then on", "[seal]") {
    const Place place;
    test::SeededRandom random;
    const auto keys = open_key_file(place.keys(), random).value();
    const auto first = shown(keys->key("school/1"));
    CHECK(first != shown(keys->key("school/2")));
    CHECK(shown(keys->key("school/1")) == first);
    CHECK(shown(keys->existing("school/1")) == first);
    test::SeededRandom later{2};
    CHECK(shown(open_key_file(place.keys(), later).value()->key("school/1")) == first);
}

TEST_CASE("the key file and its lock are for their owner alone, whatever the umask says", "[seal]") {
    const Place place;
    const auto before = ::umask(0);
    test::SeededRandom random;
    const auto keys = open_key_file(place.at("deeper") / "still" / "keys", random);
    ::umask(before);
    REQUIRE(keys);
    REQUIRE((*keys)->key("audit"));
    CHECK(mode(place.at("deeper") / "still" / "keys") == 0600);
    CHECK(mode(place.at("deeper") / "still") == 0700);
}

TEST_CASE("a key file that others may read or write is refused by its path", "[seal]") {
    const Place place;
    write(place.keys(), one_key);
    test::SeededRandom random;
    for (const mode_t wrong : {0640, 0604, 0620, 0602, 0610, 0644}) {
        REQUIRE(::chmod(place.keys().c_str(), wrong) == 0);
        const auto keys = open_key_file(place.keys(), random);
        REQUIRE_FALSE(keys);
        CHECK(keys.error().remedy == Remedy::ask_operator);
        CHECK(keys.error().place == place.keys());
    }
    CHECK(content(place.keys()) == one_key);
}

TEST_CASE("a key file that becomes readable for others while it is open is refused too", "[seal]") {
    const Place place;
    test::SeededRandom random;
    const auto keys = open_key_file(place.keys(), random).value();
    REQUIRE(keys->key("audit"));
    REQUIRE(::chmod(place.keys().c_str(), 0644) == 0);
    CHECK(keys->existing("audit").error().remedy == Remedy::ask_operator);
    CHECK(keys->key("audit").error().remedy == Remedy::ask_operator);
    CHECK(keys->destroy("audit").error().remedy == Remedy::ask_operator);
}

TEST_CASE("a key file in a directory where others may write, or behind a link, is refused", "[seal]") {
    const Place place;
    test::SeededRandom random;
    REQUIRE(::mkdir(place.at("open").c_str(), 0700) == 0);
    REQUIRE(::chmod(place.at("open").c_str(), 0777) == 0);
    CHECK(open_key_file(place.at("open") / "keys", random).error().remedy == Remedy::ask_operator);
    write(place.at("elsewhere"), one_key);
    fs::create_symlink(place.at("elsewhere"), place.keys());
    CHECK(open_key_file(place.keys(), random).error().remedy == Remedy::ask_operator);
    CHECK(content(place.at("elsewhere")) == one_key);
}

TEST_CASE("a key file that is not one is refused with its line", "[seal]") {
    const Place place;
    test::SeededRandom random;
    const std::string head = "monitor-keys 1\n", key(43, 'A');
    const std::vector<std::pair<std::string, int>> wrong{{"", 1},
                                                         {"monitor-keys 2\n", 1},
                                                         {"monitor-keys 1", 1},
                                                         {head + "a " + key, 2},
                                                         {head + "\n", 2},
                                                         {head + "a\n", 2},
                                                         {head + " " + key + "\n", 2},
                                                         {head + "A " + key + "\n", 2},
                                                         {head + "a " + key + "A\n", 2},
                                                         {head + "a " + std::string(42, 'A') + "B\n", 2},
                                                         {head + "a " + std::string(42, 'A') + "=\n", 2},
                                                         {head + "b " + key + "\na " + key + "\n", 3},
                                                         {head + "a " + key + "\na " + key + "\n", 3},
                                                         {head + "a " + key + "\r\n", 2}};
    for (const auto& [text, line] : wrong) {
        INFO(text);
        write(place.keys(), text);
        const auto keys = open_key_file(place.keys(), random);
        REQUIRE_FALSE(keys);
        CHECK(keys.error().remedy == Remedy::ask_operator);
        CHECK(keys.error().place == place.keys().string() + ":" + std::to_string(line));
        CHECK(content(place.keys()) == text);
    }
}

TEST_CASE("a key file larger than any school needs is refused unread", "[seal]") {
    const Place place;
    write(place.keys(), one_key);
    fs::resize_file(place.keys(), (16 << 20) + 1);
    test::SeededRandom random;
    CHECK(open_key_file(place.keys(), random).error().system_code == EFBIG);
}

TEST_CASE("two openers that want the same key at the same time get the same key", "[seal]") {
    const Place place;
    test::SeededRandom random_a{1}, random_b{2};
    const auto a = open_key_file(place.keys(), random_a).value(), b = open_key_file(place.keys(), random_b).value();
    const auto all = [](KeyFile& keys) {
        std::string seen;
        for (int number = 0; number < 20; ++number) seen += shown(keys.key("school/" + std::to_string(number)));
        return seen;
    };
    auto others = std::async(std::launch::async, [&] { return all(*b); });
    const auto ours = all(*a);
    CHECK(ours == others.get());
    CHECK(ours.find("none") == std::string::npos);
}

TEST_CASE("a destroyed key is not found, by anyone, and the others still are", "[seal]") {
    const Place place;
    test::SeededRandom random;
    const auto keys = open_key_file(place.keys(), random).value(), other = open_key_file(place.keys(), random).value();
    const auto destroyed = shown(keys->key("school/1")), kept = shown(keys->key("school/2"));
    REQUIRE(keys->destroy("school/1"));
    CHECK(keys->existing("school/1").error().remedy == Remedy::not_found);
    CHECK(other->existing("school/1").error().remedy == Remedy::not_found);
    CHECK(shown(other->existing("school/2")) == kept);
    CHECK(shown(keys->key("school/1")) != destroyed);
    CHECK(keys->destroy("never/made"));
}

TEST_CASE("the file a destroyed key stood in is overwritten, not only unlinked", "[seal]") {
    const Place place;
    test::SeededRandom random;
    const auto keys = open_key_file(place.keys(), random).value();
    REQUIRE(keys->key("school/1"));
    const auto before = content(place.keys());
    fs::create_hard_link(place.keys(), place.at("witness"));
    REQUIRE(keys->destroy("school/1"));
    CHECK(content(place.at("witness")) == std::string(before.size(), '\0'));
    CHECK_FALSE(fs::exists(place.at("keys.old")));
    CHECK_FALSE(fs::exists(place.at("keys.new")));
    CHECK(content(place.keys()) == "monitor-keys 1\n");
}

TEST_CASE("what a crash left half-way is finished at the next opening, and no key is lost", "[seal]") {
    const Place place;
    test::SeededRandom random;
    write(place.keys(), one_key);
    SECTION("between linking the old file and putting the new one in its place") {
        fs::create_hard_link(place.keys(), place.at("keys.old"));
        write(place.at("keys.new"), "monitor-keys 1\n");
        REQUIRE(open_key_file(place.keys(), random));
        CHECK(content(place.keys()) == one_key);
    }
    SECTION("before the old file was overwritten") {
        write(place.at("keys.old"), "old keys");
        fs::create_hard_link(place.at("keys.old"), place.at("witness"));
        REQUIRE(open_key_file(place.keys(), random));
        CHECK(content(place.at("witness")) == std::string(8, '\0'));
    }
    CHECK_FALSE(fs::exists(place.at("keys.old")));
    CHECK_FALSE(fs::exists(place.at("keys.new")));
    CHECK(open_key_file(place.keys(), random).value()->existing("school/1"));
}

TEST_CASE("a full disk gives no key, and takes none", "[seal]") {
    const Place place;
    test::SeededRandom random;
    const auto keys = open_key_file(place.keys(), random).value();
    const auto kept = shown(keys->key("school/1"));
    const auto before = content(place.keys());
    std::expected<Secret, Error> made = std::unexpected{Error{}};
    std::expected<void, Error> destroyed{};
    {
        const FullDisk full{10};
        made = std::expected<Secret, Error>{keys->key("school/2")};
        destroyed = keys->destroy("school/1");
    }
    REQUIRE_FALSE(made);
    CHECK(made.error().remedy == Remedy::ask_operator);
    CHECK(made.error().system_code == EFBIG);
    CHECK_FALSE(destroyed);
    CHECK(content(place.keys()) == before);
    CHECK(shown(keys->existing("school/1")) == kept);
    CHECK(keys->key("school/2"));
}

TEST_CASE("a key file that went away is not made anew behind the operator's back", "[seal]") {
    const Place place;
    test::SeededRandom random;
    const auto keys = open_key_file(place.keys(), random).value();
    REQUIRE(keys->key("audit"));
    fs::remove(place.keys());
    CHECK(keys->key("audit").error().remedy == Remedy::ask_operator);
    CHECK(keys->existing("audit").error().remedy == Remedy::ask_operator);
    CHECK_FALSE(fs::exists(place.keys()));
}

TEST_CASE("a key has a plain name", "[seal]") {
    const Place place;
    test::SeededRandom random;
    const auto keys = open_key_file(place.keys(), random).value();
    for (const std::string& wrong : {std::string{}, std::string{"a b"}, std::string{"a\nb"}, std::string{"A"},
                                     std::string(201, 'a'), std::string{"a\0", 2}}) {
        CHECK(keys->key(wrong).error().remedy == Remedy::correct_input);
        CHECK(keys->existing(wrong).error().remedy == Remedy::correct_input);
        CHECK(keys->destroy(wrong).error().remedy == Remedy::correct_input);
    }
    CHECK(keys->key(std::string(200, 'a')));
}

TEST_CASE("a key file without a name is refused before anything is written", "[seal]") {
    test::SeededRandom random;
    for (const char* path : {"", "keys/"}) {
        const auto opened = seal::open_key_file(path, random);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().remedy == Remedy::correct_input);
    }
    CHECK_FALSE(std::filesystem::exists(".new"));
    CHECK_FALSE(std::filesystem::exists("keys"));
}

TEST_CASE("all keys with one part in their names go at once, and none with a part that only looks like it", "[seal]") {
    const Place place;
    test::SeededRandom random;
    const auto keys = open_key_file(place.keys(), random).value();
    for (const auto* name : {"people/b/2026", "audit/b/2026/1", "lookup/b", "people/bb/2026", "b2", "instance"}) REQUIRE(keys->key(name));
    const auto kept = shown(keys->existing("people/bb/2026"));
    CHECK(keys->destroy_all("b").value() == 3);
    for (const auto* name : {"people/b/2026", "audit/b/2026/1", "lookup/b"}) {
        CHECK(keys->existing(name).error().remedy == Remedy::not_found);
        CHECK(content(place.keys()).find(name) == std::string::npos);
    }
    CHECK(shown(keys->existing("people/bb/2026")) == kept);
    CHECK(keys->existing("b2"));
    CHECK(keys->destroy_all("b").value() == 0);
    CHECK(keys->destroy_all("B ").error().remedy == Remedy::correct_input);
}
