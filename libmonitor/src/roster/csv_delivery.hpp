#pragma once
// roster: what is read of one delivery of several files, within one limit and one list of findings?

#include <initializer_list>
#include <memory>
#include <string_view>

#include "monitor/roster/readers.hpp"
#include "roster/csv_table.hpp"

namespace monitor::roster {

class CsvDelivery {
public:
    CsvDelivery(Files& files, Reading& reading)
        : files_{files}, findings_{reading.findings}, meter_{reading.bytes, reading.progress} {}

    /// Whatever the case of its letters.
    [[nodiscard]] bool has(std::string_view name) const;
    /// Empty: there is no such file, or it cannot be opened; said where it is required or cannot be opened.
    [[nodiscard]] std::unique_ptr<CsvTable> table(std::string_view name, Need, std::span<const Column>, Told = {});

    [[nodiscard]] Findings& findings() noexcept { return findings_; }

private:
    Files& files_;
    Findings findings_;
    Meter meter_;
};

}  // namespace monitor::roster
