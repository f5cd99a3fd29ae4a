#pragma once
// roster: where does a row of comma separated values end, and what stands in each of its cells? (RFC 4180)

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "monitor/roster/source.hpp"

namespace monitor::roster {

/// Bytes one at a time, with a look at the next. What was passed is wiped: it held cells that nobody asked for.
class CsvBytes {
public:
    explicit CsvBytes(Source& source) : source_{&source} {}
    CsvBytes(const CsvBytes&) = delete;
    CsvBytes& operator=(const CsvBytes&) = delete;
    ~CsvBytes();

    [[nodiscard]] int peek() { return at_ < filled_ || fill() ? std::to_integer<int>(buffer_[at_]) : -1; }
    int next() { return at_ < filled_ || fill() ? std::to_integer<int>(buffer_[at_++]) : -1; }
    /// The first bytes, up to a line end or as many as fit; only before anything was taken.
    [[nodiscard]] BytesView first_line();
    /// Why there is no more; empty: the end was reached.
    [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }

private:
    bool fill();

    Source* source_{};
    std::size_t at_{}, filled_{};
    std::array<std::byte, 32768> buffer_{};
    std::optional<Error> error_{};
};

/// What is wrong with a row. From `too_long` on nothing behind it can be read.
enum class Flaw : std::uint8_t {
    none = 0,
    control = 1,
    after_quote = 2,
    too_long = 3,
    too_many = 4,
    unclosed = 5,
    binary = 6,
    source = 7
};

struct Row {
    int line{};  ///< on which it begins
    std::size_t cells{};
    Flaw flaw{};
    bool blank{true};        ///< nothing at all on the line
    bool broken{}, stray{};  ///< a line end, or a quote, where none should be
};

class CsvRows {
public:
    static constexpr std::size_t longest_cell = 64 << 10, most_cells = 256;

    explicit CsvRows(Source& source) : bytes_{source} {}
    /// Looks at the first line: passes a byte order mark and a line "sep=;", and finds out what separates the cells.
    [[nodiscard]] Flaw begin();
    [[nodiscard]] char separator() const noexcept { return separator_; }

    /// The next row; cell n goes into cells[into[n]], or nowhere where into[n] < 0 or there is no into[n]. Empty: that was the
    /// last.
    [[nodiscard]] std::optional<Row> next(std::span<const int> into, std::vector<std::string>& cells);
    [[nodiscard]] const std::optional<Error>& error() const noexcept { return bytes_.error(); }

private:
    enum class Stop : std::uint8_t { separator, line, end };
    Stop cell(Row& row, std::string* into);
    bool line_end(int sign);
    void skip_line();

    CsvBytes bytes_;
    char separator_{','};
    int line_{1};
};

}  // namespace monitor::roster
