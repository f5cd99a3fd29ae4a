// roster: what does this row say in the columns that were asked for?

#include "roster/csv_table.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "monitor/base/ascii.hpp"
#include "roster/csv_text.hpp"
#include "roster/wiping.hpp"

namespace monitor::roster {

CsvTable::CsvTable(std::string file, std::unique_ptr<Source> source, Meter& meter, Findings& findings,
                   std::span<const Column> columns, Told told)
    : file_{std::move(file)},
      source_{std::move(source)},
      intake_{*source_, meter},
      findings_{&findings},
      told_{told},
      rows_{intake_},
      columns_{columns.begin(), columns.end()},
      has_(columns.size()),
      cells_(columns.size()) {
    header(columns);
}

CsvTable::~CsvTable() {
    for (auto& cell : cells_) wipe(cell.data(), cell.capacity());
}

void CsvTable::header(std::span<const Column> columns) {
    line_ = 1;
    Row row{.line = 1, .flaw = rows_.begin()};
    std::vector<std::string> names(CsvRows::most_cells);
    std::vector<int> all(names.size());
    std::iota(all.begin(), all.end(), 0);
    if (row.flaw == Flaw::none) {
        const auto read = rows_.next(all, names);
        if (!read) return fatal(1, "is empty; the first line must name the columns");
        row = *read;
    }
    if (row.flaw == Flaw::control || row.flaw == Flaw::after_quote)
        return fatal(1, "the first line cannot be read; it must name the columns");
    if (!flawless(row)) return;
    if (rows_.separator() != ',')
        tell({Severity::note, 1, file_ + ":1", "the cells are separated by semicolons; taken as they are"});
    line_ = row.line;
    names.resize(row.cells);
    for (auto& name : names) {
        if (to_utf8(name) == Letters::unreadable) name.clear();
    }
    place_columns(names);
    for (std::size_t at = 0; at < columns.size(); ++at) {
        if (columns[at].need == Need::optional || has_[at]) continue;
        tell({Severity::fatal, line_, fmt::format("{}:{}.{}", file_, line_, columns[at].name),
              fmt::format("the column {} is missing; the first line must name it", columns[at].name)});
        over_ = true;
    }
}

void CsvTable::place_columns(const std::vector<std::string>& names) {
    into_.assign(names.size(), -1);
    const auto place = [&](std::size_t column, auto matches) {
        if (columns_[column].name.empty()) return;
        for (std::size_t at = 0; at < names.size(); ++at) {
            if (into_[at] >= 0 || !matches(names[at])) continue;
            if (!has_[column])
                into_[at] = static_cast<int>(column);
            else
                fatal(line_, fmt::format("the column {} comes twice; which one is meant cannot be known", columns_[column].name));
            has_[column] = true;
        }
    };
    for (std::size_t column = 0; column < columns_.size(); ++column)
        place(column, [&](const std::string& name) { return name == columns_[column].name; });
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        if (has_[column]) continue;
        place(column, [&](const std::string& name) { return same_word(name, columns_[column].name); });
        if (has_[column])
            once(Once::case_of_header, "columns are named with other capitals than they should be; read all the same");
    }
}

bool CsvTable::next() {
    while (!over_) {
        const auto row = rows_.next(into_, cells_);
        if (!row) break;
        line_ = row->line;
        if (row->blank && row->cells == 1 && row->flaw == Flaw::none) continue;
        if (usable(*row)) return true;
    }
    over_ = true;
    return false;
}

bool CsvTable::usable(const Row& row) {
    if (!flawless(row)) return false;
    if (row.cells > into_.size()) {
        say(Severity::skipped,
            fmt::format("has {} cells where the first line has {}: a comma in a cell without quotes? This row is left out",
                        row.cells, into_.size()));
        return false;
    }
    if (!readable()) {
        say(Severity::skipped, "holds signs that cannot be read; this row is left out. Save the file as UTF-8");
        return false;
    }
    if (!short_enough()) return false;
    if (row.cells < into_.size()) once(Once::fewer, "has fewer cells than the first line; what is missing is taken as empty");
    if (row.broken) once(Once::broken, "a cell holds a line break; taken as a space");
    if (row.stray) once(Once::stray, "a quote stands in the middle of a cell; taken as it is");
    return true;
}

bool CsvTable::readable() {
    for (auto& cell : cells_) {
        const auto letters = to_utf8(cell);
        if (letters == Letters::unreadable) return false;
        if (letters == Letters::windows_1252)
            once(Once::letters, "is not written in UTF-8; taken as windows-1252. Save the file as UTF-8");
    }
    return true;
}

bool CsvTable::short_enough() {
    constexpr std::size_t longest = 256;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        if (columns_[column].shape == Shape::list || cells_[column].size() <= longest) continue;
        say(Severity::skipped, column, fmt::format("is longer than {} bytes; this row is left out", longest));
        return false;
    }
    return true;
}

bool CsvTable::flawless(const Row& row) {
    switch (row.flaw) {
        case Flaw::none: return true;
        case Flaw::control:
            tell({Severity::skipped, row.line, fmt::format("{}:{}", file_, row.line),
                  "holds a control character; this row is left out"});
            return false;
        case Flaw::after_quote:
            tell({Severity::skipped, row.line, fmt::format("{}:{}", file_, row.line),
                  "something stands behind a closing quote; a quote inside a cell is written twice. This row is left out"});
            return false;
        case Flaw::too_long: fatal(row.line, "a cell is longer than 64 KiB; is a closing quote missing?"); return false;
        case Flaw::too_many: fatal(row.line, fmt::format("has more than {} columns", CsvRows::most_cells)); return false;
        case Flaw::unclosed: fatal(row.line, "a quote is opened and never closed"); return false;
        case Flaw::binary:
            fatal(row.line, "is not a text file of comma separated values in UTF-8; save it as \"CSV UTF-8\"");
            return false;
        case Flaw::source: break;
    }
    const auto error = rows_.error().value_or(Error{});
    fatal(row.line, error.place == "bytes" ? std::string{"is larger than may be read"}
                                           : fmt::format("cannot be read to its end: {} {}", error.operation, error.place));
    return false;
}

void CsvTable::say(Severity severity, std::string message) {
    tell({severity, line_, fmt::format("{}:{}", file_, line_), std::move(message)});
}

void CsvTable::say(Severity severity, std::size_t column, std::string message) {
    tell({severity, line_, fmt::format("{}:{}.{}", file_, line_, columns_[column].name), std::move(message)});
}

void CsvTable::once(Once what, std::string message) {
    auto& said = said_[static_cast<std::size_t>(what)];
    if (!said) say(Severity::note, std::move(message));
    said = true;
}

void CsvTable::fatal(int line, std::string message) {
    tell({Severity::fatal, line, fmt::format("{}:{}", file_, line), std::move(message)});
    over_ = true;
}

void CsvTable::tell(Finding finding) {
    if (told_ == Told::not_yet || finding.severity == Severity::fatal) findings_->add(std::move(finding));
}

}  // namespace monitor::roster
