#pragma once
// roster: what does this row say in the columns that were asked for? All others are dropped while parsing.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "roster/csv_rows.hpp"
#include "roster/findings.hpp"
#include "roster/intake.hpp"

namespace monitor::roster {

enum class Need : std::uint8_t { optional = 0, required = 1 };
enum class Shape : std::uint8_t { word = 0, list = 1 };
struct Column {
    std::string_view name{};  ///< "": never there
    Need need{};
    Shape shape{};  ///< a word has at most 256 bytes, as everything that is kept; a list as many as a cell may have
};

/// A file that is read a second time says again only what makes it unreadable.
enum class Told : std::uint8_t { not_yet = 0, before = 1 };

/// One file with a header. Names of columns are compared exactly first, then without regard to case (with a note). A row that
/// cannot be right is left out with a finding; what makes the whole file unreadable is a fatal one.
class CsvTable {
public:
    CsvTable(std::string file, std::unique_ptr<Source> source, Meter&, Findings&, std::span<const Column>, Told = {});
    CsvTable(const CsvTable&) = delete;
    CsvTable& operator=(const CsvTable&) = delete;
    ~CsvTable();

    /// False after the last row, and where the file cannot be read (which was said).
    bool next();
    /// UTF-8 without spaces around it; "" where the file has no such column. Until the next row.
    [[nodiscard]] std::string_view operator[](std::size_t column) const { return cells_[column]; }
    [[nodiscard]] bool has(std::size_t column) const { return has_[column]; }
    [[nodiscard]] int line() const noexcept { return line_; }

    /// About this row ("users.csv:12") or one cell of it ("users.csv:12.givenName").
    void say(Severity, std::string message);
    void say(Severity, std::size_t column, std::string message);

private:
    enum class Once : std::uint8_t { case_of_header = 0, letters = 1, broken = 2, stray = 3, fewer = 4, count = 5 };

    void header(std::span<const Column>);
    void place_columns(const std::vector<std::string>& names);
    bool usable(const Row&);
    bool readable();
    bool short_enough();
    bool flawless(const Row&);
    void once(Once, std::string message);
    void fatal(int line, std::string message);
    void tell(Finding);

    std::string file_;
    std::unique_ptr<Source> source_;
    Intake intake_;
    Findings* findings_{};
    Told told_{};
    CsvRows rows_;
    std::vector<Column> columns_;
    std::vector<int> into_{};  ///< for each column of the file its place in cells_, or -1
    std::vector<bool> has_{};
    std::vector<std::string> cells_{};
    std::array<bool, static_cast<std::size_t>(Once::count)> said_{};
    int line_{};
    bool over_{};
};

}  // namespace monitor::roster
