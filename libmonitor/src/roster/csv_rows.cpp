// roster: where does a row of comma separated values end, and what stands in each of its cells?

#include "roster/csv_rows.hpp"

#include <algorithm>
#include <string_view>

#include "monitor/base/ascii.hpp"
#include "roster/wiping.hpp"

namespace monitor::roster {

CsvBytes::~CsvBytes() {
    wipe(buffer_.data(), buffer_.size());
}

bool CsvBytes::fill() {
    if (error_) return false;
    const auto before = filled_;
    auto got = source_->read(buffer_);
    if (!got) error_ = got.error();
    at_ = 0;
    filled_ = got.value_or(0);
    if (filled_ < before) wipe(buffer_.data() + filled_, before - filled_);  // behind that nothing was ever written
    return filled_ > 0;
}

BytesView CsvBytes::first_line() {
    for (bool ended = false; !ended && filled_ < buffer_.size();) {
        const auto got = source_->read(std::span{buffer_}.subspan(filled_));
        if (!got) error_ = got.error();
        if (!got || *got == 0) break;
        ended = as_text(std::span{buffer_}.subspan(filled_, *got)).find_first_of("\r\n") != std::string_view::npos;
        filled_ += *got;
    }
    return std::span{buffer_}.first(filled_);
}

Flaw CsvRows::begin() {
    auto first = as_text(bytes_.first_line());
    if (bytes_.error()) return Flaw::source;
    if (first.starts_with("\xff\xfe") || first.starts_with("\xfe\xff")) return Flaw::binary;
    if (first.starts_with("\xef\xbb\xbf")) {
        for (int passed = 0; passed < 3; ++passed) bytes_.next();
        first.remove_prefix(3);
    }
    const auto end = first.find_first_of("\r\n");
    auto line = first.substr(0, end);
    if (line.size() == 5 && same_word(line.substr(0, 4), "sep=") && end != std::string_view::npos) {
        separator_ = line[4];
        skip_line();
        return separator_ == ',' || separator_ == ';' ? Flaw::none : Flaw::binary;
    }
    const auto semicolons = std::ranges::count(line, ';'), commas = std::ranges::count(line, ',');
    separator_ = semicolons > commas ? ';' : ',';
    return Flaw::none;
}

void CsvRows::skip_line() {
    while (bytes_.peek() >= 0 && !line_end(bytes_.next())) {
    }
}

// CR LF, LF and CR alone each end a line.
bool CsvRows::line_end(int sign) {
    if (sign != '\n' && sign != '\r') return false;
    if (sign == '\r' && bytes_.peek() == '\n') bytes_.next();
    ++line_;
    return true;
}

std::optional<Row> CsvRows::next(std::span<const int> into, std::vector<std::string>& cells) {
    for (auto& cell : cells) cell.clear();
    if (bytes_.peek() < 0) {
        if (!bytes_.error()) return std::nullopt;
        return Row{.line = line_, .flaw = Flaw::source};
    }
    Row row{.line = line_};
    for (;;) {
        const int place = row.cells < into.size() ? into[row.cells] : -1;
        const auto stop = cell(row, place < 0 ? nullptr : &cells[static_cast<std::size_t>(place)]);
        ++row.cells;
        if (row.flaw < Flaw::too_long && row.cells > most_cells) row.flaw = Flaw::too_many;
        if (bytes_.error()) row.flaw = Flaw::source;
        if (stop != Stop::separator || row.flaw >= Flaw::too_long) return row;
        row.blank = false;
    }
}

CsvRows::Stop CsvRows::cell(Row& row, std::string* into) {
    std::size_t length = 0;
    bool open = false, quoted = false, only_spaces = true;
    const auto worse = [&](Flaw flaw) { row.flaw = std::max(row.flaw, flaw); };
    for (;;) {
        int sign = bytes_.next();
        if (sign < 0) {
            if (open) worse(Flaw::unclosed);
            return Stop::end;
        }
        if (open) {
            if (sign == '"' && bytes_.peek() != '"') {
                open = false;
                continue;
            }
            if (sign == '"') bytes_.next();
            if (line_end(sign)) {
                row.broken = true;
                sign = ' ';
            }
        } else {
            if (sign == separator_) return Stop::separator;
            if (line_end(sign)) return Stop::line;
            if (sign == '"' && !quoted && only_spaces) {
                open = quoted = true;
                row.blank = false;
                if (into != nullptr) into->clear();
                continue;
            }
            if (quoted && sign != ' ' && sign != '\t') worse(Flaw::after_quote);
            if (sign == '"') row.stray = true;
        }
        only_spaces = only_spaces && (sign == ' ' || sign == '\t');
        row.blank = row.blank && only_spaces;
        if (sign == 0) worse(Flaw::binary);
        if ((sign < ' ' && sign != '\t') || sign == 0x7f) worse(Flaw::control);
        if (++length > longest_cell) worse(Flaw::too_long);
        if (row.flaw >= Flaw::too_long) return Stop::end;
        if (into != nullptr) into->push_back(static_cast<char>(sign));
    }
}

}  // namespace monitor::roster
