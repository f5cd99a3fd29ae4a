// Do sources give all their bytes, once, and say what went wrong?

#include "monitor/roster/source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>

#include <catch2/catch.hpp>

#include "monitor/roster/readers.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace monitor::roster;

namespace {

std::string drained(Source& source, std::size_t piece) {
    std::string all;
    std::vector<std::byte> room(piece);
    while (true) {
        const auto got = source.read(room);
        REQUIRE(got.has_value());
        REQUIRE(*got <= piece);
        if (*got == 0) return all;
        all += as_text(std::span{room}.first(*got));
    }
}

}  // namespace

TEST_CASE("a source in memory gives its bytes in pieces and then none", "[roster][source]") {
    const std::string text = "thirteen bytes";
    for (const std::size_t piece : {1u, 5u, 100u}) {
        const auto source = memory_source(as_bytes(text));
        CHECK(drained(*source, piece) == text);
        CHECK(drained(*source, piece).empty());
    }
}

TEST_CASE("a source of a file gives what is in it", "[roster][source]") {
    const test::Temporary folder;
    const auto path = folder.path() / "a.xml";
    std::ofstream{path} << std::string(100'000, 'x');
    const auto source = file_source(path);
    REQUIRE(source.has_value());
    CHECK(drained(**source, 4096) == std::string(100'000, 'x'));
}

TEST_CASE("a file that is not there, or is none, is an error that names it", "[roster][source]") {
    const test::Temporary folder;
    const auto absent = file_source(folder.path() / "absent.xml");
    REQUIRE_FALSE(absent.has_value());
    CHECK(absent.error().remedy == Remedy::not_found);
    CHECK(absent.error().system_code == ENOENT);
    CHECK_THAT(absent.error().place, Catch::EndsWith("absent.xml"));
    const auto directory = file_source(folder.path());
    REQUIRE(directory.has_value());
    std::array<std::byte, 8> room{};
    const auto got = (*directory)->read(room);
    REQUIRE_FALSE(got.has_value());
    CHECK(got.error().remedy == Remedy::ask_operator);
    CHECK(got.error().system_code == EISDIR);
}

TEST_CASE("every form has one word, and every word one form", "[roster]") {
    for (const auto form : {Form::edexml, Form::uwlr, Form::gkv, Form::oneroster, Form::sds, Form::guardians}) {
        CHECK_FALSE(word(form).empty());
        CHECK(form_from(word(form)) == form);
    }
    CHECK(word(Form::edexml) == "edexml");
    CHECK_FALSE(form_from("EDEXML").has_value());
    CHECK_FALSE(form_from("").has_value());
    CHECK_FALSE(form_from("toml").has_value());
}

TEST_CASE("a reader tells its progress about every mebibyte", "[roster]") {
    std::vector<std::uintmax_t> told;
    const auto text = "<EDEX>" + std::string(5'000'000, ' ') + "</EDEX>";
    const auto source = memory_source(as_bytes(text));
    (void)read_edexml(*source, {.progress = [&](std::uintmax_t bytes) { told.push_back(bytes); }});
    CHECK(told.size() == 4);
    CHECK(std::ranges::is_sorted(told));
}
