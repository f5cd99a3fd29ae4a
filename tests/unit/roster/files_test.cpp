// Are the files of a delivery found, in a folder or a zip, and does a hostile zip get nothing?

#include <fstream>

#include <catch2/catch.hpp>

#include "monitor/roster/source.hpp"
#include "support/temporary.hpp"
#include "support/zip_writer.hpp"

using namespace monitor;
using namespace monitor::roster;
using test::Zipped;
using test::ZipWriter;

namespace {

void write(const std::filesystem::path& path, std::string_view text) {
    std::ofstream{path, std::ios::binary} << text;
}

std::expected<std::string, Error> all(Files& files, std::string_view name) {
    auto source = files.open(name);
    if (!source) return std::unexpected{source.error()};
    std::string text;
    for (std::vector<std::byte> room(1000);;) {
        const auto got = (*source)->read(room);
        if (!got) return std::unexpected{got.error()};
        if (*got == 0) return text;
        text += as_text(std::span{room}.first(*got));
    }
}

/// A zip on disk for one test.
struct OnDisk {
    explicit OnDisk(std::string_view bytes) { write(path(), bytes); }
    [[nodiscard]] std::filesystem::path path() const { return folder.path() / "delivery.zip"; }
    [[nodiscard]] auto open(FilesLimits limits = {}) const { return open_files(path(), limits); }
    test::Temporary folder{};
};

std::string zip(std::initializer_list<Zipped> files) {
    ZipWriter writer;
    for (const auto& file : files) writer.add(file);
    return writer.whole();
}

// Opened, and every file read to its end: where did it stop?
std::string refusal(const std::string& bytes, FilesLimits limits = {}) {
    const OnDisk disk{bytes};
    const auto files = disk.open(limits);
    if (!files) return files.error().remedy == Remedy::correct_input ? files.error().place : "another remedy";
    for (const auto& name : (*files)->names()) {
        if (const auto text = all(**files, name); !text) return text.error().place;
    }
    return "";
}

const std::string large(300'000, 'x');

}  // namespace

TEST_CASE("a folder gives the files at its root, whatever the case of their names", "[roster][files]") {
    const test::Temporary folder;
    write(folder.path() / "Users.CSV", "a,b");
    write(folder.path() / "orgs.csv", large);
    std::filesystem::create_directory(folder.path() / "below");
    write(folder.path() / "below" / "classes.csv", "x");
    std::filesystem::create_symlink("/etc/passwd", folder.path() / "roles.csv");
    const auto files = open_files(folder.path());
    REQUIRE(files);
    CHECK((*files)->names() == std::vector<std::string>{"Users.CSV", "orgs.csv"});
    CHECK(all(**files, "users.csv") == "a,b");
    CHECK(all(**files, "orgs.csv") == large);
    CHECK((*files)->open("roles.csv").error().remedy == Remedy::not_found);
    CHECK((*files)->open("classes.csv").error().remedy == Remedy::not_found);
    CHECK((*files)->open("../passwd").error().remedy == Remedy::not_found);
}

TEST_CASE("a folder holds no more than it may, and no name twice", "[roster][files]") {
    const test::Temporary folder;
    write(folder.path() / "a.csv", "1234567890");
    write(folder.path() / "b.csv", "1234567890");
    CHECK(open_files(folder.path(), {.files = 1}).error().remedy == Remedy::correct_input);
    CHECK(open_files(folder.path(), {.bytes = 19}).error().remedy == Remedy::correct_input);
    const auto files = open_files(folder.path(), {.bytes = 20});
    REQUIRE(files);
    write(folder.path() / "a.csv", large);  // grows after it was measured
    CHECK(all(**files, "a.csv").error().place == "holds more than may be read");
    write(folder.path() / "A.csv", "1");
    CHECK(open_files(folder.path()).error().remedy == Remedy::correct_input);
}

TEST_CASE("what is not there or is neither folder nor zip is said", "[roster][files]") {
    const test::Temporary folder;
    CHECK(open_files(folder.path() / "nothing").error().remedy == Remedy::not_found);
    CHECK(open_files("/dev/null").error().remedy == Remedy::correct_input);
    CHECK(refusal("") == "is no zip: it is too short");
    CHECK(refusal(large) == "is no zip, or only part of one: its end is missing");
}

TEST_CASE("a zip gives its files whole, stored or deflated", "[roster][files]") {
    const OnDisk disk{zip({{"users.csv", large}, {"orgs.csv", "plain", 0}, {"empty.csv", ""}, {"none.csv", "", 0}})};
    const auto files = disk.open();
    REQUIRE(files);
    CHECK((*files)->names() == std::vector<std::string>{"users.csv", "orgs.csv", "empty.csv", "none.csv"});
    CHECK(all(**files, "USERS.csv") == large);
    CHECK(all(**files, "users.csv") == large);
    CHECK(all(**files, "orgs.csv") == "plain");
    CHECK(all(**files, "empty.csv") == "");
    CHECK(all(**files, "none.csv") == "");
}

TEST_CASE("a zip with data descriptors, a comment or zip64 records is read", "[roster][files]") {
    using Sizes = Zipped::Sizes;
    for (const auto sizes : {Sizes::behind, Sizes::zip64}) {
        ZipWriter writer;
        writer.add({.name = "users.csv", .text = large, .sizes = sizes});
        writer.add({.name = "orgs.csv", .text = "x", .sizes = sizes});
        for (const auto& bytes : {ZipWriter{writer}.whole("PK\5\6 made by someone"), ZipWriter{writer}.whole64()}) {
            const OnDisk disk{bytes};
            const auto files = disk.open();
            REQUIRE(files);
            CHECK(all(**files, "users.csv") == large);
            CHECK(all(**files, "orgs.csv") == "x");
        }
    }
}

TEST_CASE("what lies in a folder inside a zip is not one of its files", "[roster][files]") {
    const OnDisk disk{zip({{"users.csv", "1"}, {"__MACOSX/._users.csv", "2"}, {"below/", "", 0}, {"below/orgs.csv", "3"}})};
    const auto files = disk.open();
    REQUIRE(files);
    CHECK((*files)->names() == std::vector<std::string>{"users.csv"});
    CHECK((*files)->open("below/orgs.csv").error().remedy == Remedy::not_found);
}

TEST_CASE("a zip whose names lead out of it is refused", "[roster][files]") {
    for (const auto* name :
         {"../users.csv", "a/../../users.csv", "/etc/users.csv", "..\\users.csv", "C:users.csv", "a\nb.csv", ".."}) {
        INFO(name);
        CHECK(refusal(zip({{"orgs.csv", "1"}, {name, "2"}})) == "entry 2: its name leads out of the zip");
    }
    CHECK(refusal(zip({{std::string{"users.csv\0.exe", 14}, "2"}})) == "entry 1: its name leads out of the zip");
}

TEST_CASE("a zip with one name twice is refused", "[roster][files]") {
    CHECK(refusal(zip({{"users.csv", "1"}, {"Users.csv", "2"}})) == "entry 2: its name comes twice");
}

TEST_CASE("a zip that is locked, or packed in another way, is refused", "[roster][files]") {
    CHECK(refusal(zip({{.name = "users.csv", .text = "1", .flags = 1}})) == "entry 1 is locked; make a zip without a password");
    CHECK(refusal(zip({{.name = "users.csv", .text = "1", .method = 12}})) ==
          "entry 1 is packed in a way that is not read; use deflate");
}

TEST_CASE("a zip bomb is refused by what it says and by what comes out of it", "[roster][files]") {
    CHECK(refusal(zip({{"users.csv", large}}), {.bytes = large.size() - 1}) == "unpacks to more than may be read");
    CHECK(refusal(zip({{"a.csv", large}, {"b.csv", large}}), {.bytes = large.size() + 1}) == "unpacks to more than may be read");
    CHECK(refusal(zip({{.name = "users.csv", .text = large, .says_bytes = 10}})) ==
          "users.csv: unpacks to more than the zip says; it is not to be trusted");
    ZipWriter writer;
    writer.add({"users.csv", large});
    CHECK(refusal(ZipWriter{writer}.whole({}, 2)) == "entry 2: its name comes twice");
    CHECK(refusal(ZipWriter{writer}.whole({}, 2000)).starts_with("holds more than 1024 entries"));
    ZipWriter folders;
    folders.add({"below/users.csv", large});
    CHECK(refusal(folders.whole({}, 2)) == "two of its files lie over each other");
}

TEST_CASE("a zip that lies about sizes or sums is refused while it is read", "[roster][files]") {
    CHECK(refusal(zip({{.name = "u.csv", .text = large, .says_bytes = 400'000}})) ==
          "u.csv: is shorter than the zip says; make the zip again");
    CHECK(refusal(zip({{.name = "u.csv", .text = large, .says_sum = 7}})) ==
          "u.csv: its sum is not what the zip says; make the zip again");
    CHECK(refusal(zip({{.name = "u.csv", .text = "abc", .method = 0, .says_bytes = 2}})) == "entry 1: its sizes differ");
    CHECK(refusal(zip({{.name = "u.csv", .text = "abc", .local_name = "v.csv"}})) ==
          "u.csv: the zip contradicts itself; make it again");
}

TEST_CASE("a zip holds no more files than it may", "[roster][files]") {
    ZipWriter writer;
    for (int number = 0; number < 65; ++number) writer.add({std::to_string(number) + ".csv", "1"});
    CHECK(refusal(writer.whole()) == "holds more than 64 files");
}

TEST_CASE("a zip that is cut short or damaged anywhere is read right or refused", "[roster][files]") {
    ZipWriter writer;
    writer.add({"users.csv", "sourcedId,status\n1,\n"});
    writer.add({.name = "orgs.csv", .text = "x", .sizes = Zipped::Sizes::zip64});
    const auto whole = writer.whole64();
    for (std::size_t length = 0; length < whole.size(); ++length) CHECK_FALSE(refusal(whole.substr(0, length)).empty());
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
        const OnDisk disk{damaged};
        const auto files = disk.open();
        if (!files) continue;
        for (const auto& name : (*files)->names()) {
            const auto text = all(**files, name);
            if (text) CHECK((*text == "x" || *text == "sourcedId,status\n1,\n"));
        }
    }
}
