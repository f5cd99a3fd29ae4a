#pragma once
// cli: how does data leave on standard output, for a program and for a person?

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "command.hpp"

namespace monitor::cli {

/// One JSON object with "schema": 1, on standard output. A member without a value is left out.
void print_json(toml::table);

/// Columns as wide as their widest cell, on standard output.
class Columns {
public:
    explicit Columns(std::vector<std::string> heads) : rows_{std::move(heads)} {}
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    void print() const;

private:
    std::vector<std::vector<std::string>> rows_;
};

/// The one or the other, as the command was asked.
void print(const Context&, toml::table for_a_program, const Columns& for_a_person);

/// How many places a UTF-8 text takes, near enough for names in Latin script.
[[nodiscard]] std::size_t width(std::string_view) noexcept;

}  // namespace monitor::cli
