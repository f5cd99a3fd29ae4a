// Is a file of comma separated values read as spreadsheets and administrations really write it?

#include <catch2/catch.hpp>

#include "monitor/roster/source.hpp"
#include "roster/csv_dates.hpp"
#include "roster/csv_table.hpp"

using namespace monitor;
using namespace monitor::roster;
using namespace std::chrono_literals;

namespace {

// A byte at a time where `piece` is 1: no answer may hang on how the bytes come.
class Pieces final : public Source {
public:
    Pieces(std::string text, std::size_t piece) : text_{std::move(text)}, piece_{piece} {}
    std::expected<std::size_t, Error> read(std::span<std::byte> into) override {
        const auto count = std::min({piece_, into.size(), text_.size() - at_});
        std::ranges::copy(as_bytes(std::string_view{text_}.substr(at_, count)), into.begin());
        at_ += count;
        return count;
    }

private:
    std::string text_;
    std::size_t piece_{}, at_{};
};

using Rows = std::vector<std::vector<std::string>>;
struct Read {
    Rows rows{};
    std::vector<int> lines{};
    std::vector<Finding> findings{};
    [[nodiscard]] bool says(Severity severity, std::string_view place, std::string_view words = "") const {
        return std::ranges::any_of(findings, [&](const Finding& one) {
            return one.severity == severity && one.place == place && one.message.find(words) != std::string::npos;
        });
    }
    [[nodiscard]] bool fatal() const {
        return std::ranges::any_of(findings, [](const Finding& one) { return one.severity == Severity::fatal; });
    }
};

constexpr std::array<Column, 3> key_name_note{{{"key", Need::required}, {"name", Need::required}, {"note"}}};

Read read(const std::string& text, std::span<const Column> columns = key_name_note, std::size_t piece = 1 << 20,
          std::uintmax_t most = 1 << 30) {
    Read all;
    Findings findings{100};
    std::move_only_function<void(std::uintmax_t)> progress;
    Meter meter{most, progress};
    CsvTable table{"t.csv", std::make_unique<Pieces>(text, piece), meter, findings, columns};
    while (table.next()) {
        auto& row = all.rows.emplace_back();
        for (std::size_t column = 0; column < columns.size(); ++column) row.emplace_back(table[column]);
        all.lines.push_back(table.line());
    }
    all.findings = std::move(findings).take();
    return all;
}

}  // namespace

TEST_CASE("columns are found by their names, in any order, and others are not read", "[roster][csv]") {
    const auto all = read("password,name,key,metadata.colour\nsecret,Anna,1,red\n,Bo,2,\n");
    CHECK(all.rows == Rows{{"1", "Anna", ""}, {"2", "Bo", ""}});
    CHECK(all.lines == std::vector{2, 3});
    CHECK(all.findings.empty());
}

TEST_CASE("lines end as they do on any machine, and blank ones are none", "[roster][csv]") {
    for (const auto* end : {"\n", "\r\n", "\r"}) {
        for (const std::size_t piece : {1u, 2u, 7u, 4096u}) {
            std::string text;
            for (const auto* line : {"key,name", "1,Anna", "", "2,Bo"}) text += std::string{line} + end;
            const auto all = read(text, key_name_note, piece);
            CHECK(all.rows == Rows{{"1", "Anna", ""}, {"2", "Bo", ""}});
            CHECK(all.lines == std::vector{2, 4});
        }
    }
    CHECK(read("key,name\n1,Anna").rows == Rows{{"1", "Anna", ""}});
    CHECK(read("key,name").rows.empty());
}

TEST_CASE("a cell in quotes may hold commas, quotes and a line break, the last with a note", "[roster][csv]") {
    const auto all = read("key,name,note\n1,\"Anna, \"\"An\"\"\",\"x,y\"\n2,\"Bo\r\nEva\",z\n3, \"Cas\" ,\n", key_name_note, 3);
    CHECK(all.rows == Rows{{"1", "Anna, \"An\"", "x,y"}, {"2", "Bo Eva", "z"}, {"3", "Cas", ""}});
    CHECK(all.lines == std::vector{2, 3, 5});
    CHECK(all.findings.size() == 1);
    CHECK(all.says(Severity::note, "t.csv:3", "line break"));
}

TEST_CASE("a byte order mark is no part of the first name", "[roster][csv]") {
    const auto all = read("\xef\xbb\xbfkey,name\n1,Zo\u00eb\n", key_name_note, 1);
    CHECK(all.rows == Rows{{"1", "Zo\u00eb", ""}});
    CHECK(all.findings.empty());
}

TEST_CASE("windows-1252 is noticed, converted and told once", "[roster][csv]") {
    const auto all = read("key,name\n1,Zo\xeb\n2,\x8ar\xe1n \x96 \x80\n3,Zo\u00eb\n");
    CHECK(all.rows == Rows{{"1", "Zo\u00eb", ""}, {"2", "\u0160r\u00e1n \u2013 \u20ac", ""}, {"3", "Zo\u00eb", ""}});
    CHECK(all.findings.size() == 1);
    CHECK(all.says(Severity::note, "t.csv:2", "windows-1252"));
}

TEST_CASE("a row with control characters or letters of no alphabet is left out", "[roster][csv]") {
    for (const auto* bad : {"2,B\x01o", "2,B\x7fo", "2,B\x1b[31m", "2,B\x81o", "2,B\xc2\x85o"}) {
        const auto all = read("key,name\n1,Anna\n" + std::string{bad} + "\n3,Cas\n");
        INFO(bad);
        CHECK(all.rows == Rows{{"1", "Anna", ""}, {"3", "Cas", ""}});
        CHECK(all.says(Severity::skipped, "t.csv:3"));
        CHECK_FALSE(all.fatal());
    }
    // Also where the column is not one that is read.
    CHECK(read("key,name,x\n1,Anna,\x02\n2,Bo,\n").rows == Rows{{"2", "Bo", ""}});
}

TEST_CASE("a file that is no text is refused whole", "[roster][csv]") {
    CHECK(read(std::string{"key,name\n1,An\0na\n2,Bo\n", 22}).says(Severity::fatal, "t.csv:2", "CSV UTF-8"));
    CHECK(read("\xff\xfek\0e\0y\0").says(Severity::fatal, "t.csv:1"));
    CHECK(read("PK\3\4\0\0").fatal());
    CHECK(read("").says(Severity::fatal, "t.csv:1", "is empty"));
}

TEST_CASE("a semicolon between cells is how a Dutch spreadsheet writes, and is told", "[roster][csv]") {
    const auto all = read("key;name;note\n1;\"Anna; B\";a,b\n");
    CHECK(all.rows == Rows{{"1", "Anna; B", "a,b"}});
    CHECK(all.says(Severity::note, "t.csv:1", "semicolons"));
    CHECK(read("sep=;\r\nkey;name\r\n1;Anna\r\n").rows == Rows{{"1", "Anna", ""}});
    CHECK(read("sep=;\nkey;name\n1;Anna\n").lines == std::vector{3});
}

TEST_CASE("names of columns in other capitals are read with a note, and the exact one goes before", "[roster][csv]") {
    const auto all = read("KEY,Name\n1,Anna\n");
    CHECK(all.rows == Rows{{"1", "Anna", ""}});
    CHECK(all.says(Severity::note, "t.csv:1", "capitals"));
    const auto both = read("Key,key,name\n1,2,Anna\n");
    CHECK(both.rows == Rows{{"2", "Anna", ""}});
    CHECK(both.findings.empty());
}

TEST_CASE("a missing column is named with its file, a double one too", "[roster][csv]") {
    const auto all = read("key,note\n1,x\n");
    CHECK(all.rows.empty());
    CHECK(all.says(Severity::fatal, "t.csv:1.name", "the column name is missing"));
    CHECK(read("key,name,key\n1,Anna,2\n").says(Severity::fatal, "t.csv:1", "comes twice"));
    CHECK(read("key,name,x,x\n1,Anna,2,3\n").rows.size() == 1);
}

TEST_CASE("a row with more cells than names is left out, one with fewer is filled up", "[roster][csv]") {
    const auto all = read("key,name,note\n1,a,b,c\n2,Bo\n3,Cas,x\n");
    CHECK(all.rows == Rows{{"2", "Bo", ""}, {"3", "Cas", "x"}});
    CHECK(all.says(Severity::skipped, "t.csv:2", "4 cells where the first line has 3"));
    CHECK(all.says(Severity::note, "t.csv:3", "fewer cells"));
}

TEST_CASE("quotes where they do not belong cost a row at most, unless one is never closed", "[roster][csv]") {
    const auto all = read("key,name\n1,Jan \"Jantje\" Smit\n2,\"Bo\" x\n3,Cas\n");
    CHECK(all.rows == Rows{{"1", "Jan \"Jantje\" Smit", ""}, {"3", "Cas", ""}});
    CHECK(all.says(Severity::note, "t.csv:2", "quote"));
    CHECK(all.says(Severity::skipped, "t.csv:3", "closing quote"));
    CHECK(read("key,name\n1,Anna\n2,\"Bo\n3,Cas\n").says(Severity::fatal, "t.csv:3", "never closed"));
}

TEST_CASE("cells, columns and bytes have their limits", "[roster][csv]") {
    static constexpr std::array<Column, 3> with_list{
        {{"key", Need::required}, {"name", Need::required}, {"note", Need::optional, Shape::list}}};
    const std::string full(64 << 10, 'x'), long_word(257, 'x');
    CHECK(read("key,name,note\n1,Anna," + full + "\n", with_list).rows.size() == 1);
    CHECK(read("key,name,note\n1,Anna,x" + full + "\n2,Bo,\n", with_list).says(Severity::fatal, "t.csv:2", "64 KiB"));
    const auto words = read("key,name,note\n1," + long_word + ",\n2," + long_word.substr(1) + ",\n");
    CHECK(words.rows.size() == 1);
    CHECK(words.says(Severity::skipped, "t.csv:2.name", "longer than 256 bytes"));
    CHECK(read("key,name,other\n1,Anna,x" + full + "\n").fatal());
    std::string names = "key,name", cells = "1,Anna";
    for (int more = 2; more < 256; ++more) names += ",c" + std::to_string(more), cells += ",";
    CHECK(read(names + "\n" + cells + "\n").rows.size() == 1);
    CHECK(read(names + ",one\n" + cells + ",\n").says(Severity::fatal, "t.csv:1", "256 columns"));
    CHECK(read("key,name\n1,Anna\n2,Bo\n", key_name_note, 4, 18).says(Severity::fatal, "t.csv:3", "larger than may be read"));
    CHECK(read("key,name\n1,Anna\n", key_name_note, 4, 16).rows.size() == 1);
}

TEST_CASE("however the bytes come, the rows are the same", "[roster][csv]") {
    const std::string text = "sep=,\nkey,name,note\r\n1,\"a \"\"b\"\" c\",\"\"\r\n\r\n2,\"x\ny\",z\r3,Zo\xc3\xab,\n4,q,,\n5,r";
    const auto whole = read(text);
    CHECK(whole.rows.size() == 4);
    for (std::size_t piece = 1; piece < text.size(); ++piece) {
        const auto again = read(text, key_name_note, piece);
        CHECK(again.rows == whole.rows);
        CHECK(again.findings.size() == whole.findings.size());
    }
}

TEST_CASE("a row holds from its first day until its last", "[roster][csv]") {
    static constexpr std::array<Column, 2> days{{{"first"}, {"last"}}};
    const auto today = std::chrono::year{2026} / 11 / 22;
    Findings findings{10};
    std::move_only_function<void(std::uintmax_t)> progress;
    Meter meter{1000, progress};
    CsvTable table{"d.csv",
                   std::make_unique<Pieces>("first,last\n,\n2026-11-22,\n2026-11-23,\n,2026-11-22\n,2026-11-23\nx,\n", 100),
                   meter, findings, days};
    for (const auto expected : {When::now, When::now, When::later, When::over, When::now, When::unclear}) {
        REQUIRE(table.next());
        CHECK(when(table, 0, 1, today) == expected);
    }
    CHECK(std::move(findings).take().front().place == "d.csv:7.first");
}

TEST_CASE("a list in a cell has its items without the spaces", "[roster][csv]") {
    CHECK(listed("a, b ,,c") == std::vector<std::string>{"a", "b", "c"});
    CHECK(listed("").empty());
    CHECK(listed(" , ").empty());
}
