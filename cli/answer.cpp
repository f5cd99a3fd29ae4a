// cli: how does data leave on standard output, for a program and for a person?

#include "answer.hpp"

#include <algorithm>
#include <iostream>

namespace monitor::cli {

void print_json(toml::table answer) {
    answer.insert_or_assign("schema", 1);
    std::cout << toml::json_formatter{answer} << '\n';
}

std::size_t width(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void Columns::print() const {
    std::vector<std::size_t> widest;
    for (const auto& row : rows_) {
        widest.resize(std::max(widest.size(), row.size()));
        for (std::size_t at = 0; at < row.size(); ++at) widest[at] = std::max(widest[at], width(row[at]));
    }
    for (const auto& row : rows_) {
        for (std::size_t at = 0; at < row.size(); ++at) {
            std::cout << row[at];
            if (at + 1 < row.size()) std::cout << std::string(widest[at] - width(row[at]) + 2, ' ');
        }
        std::cout << '\n';
    }
}

void print(const Context& context, toml::table for_a_program, const Columns& for_a_person) {
    if (context.format == Format::json)
        print_json(std::move(for_a_program));
    else
        for_a_person.print();
}

}  // namespace monitor::cli
