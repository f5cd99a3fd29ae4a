#pragma once
// settings: which keys does a table have, and what is wrong with them?

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/settings/problem.hpp"
#include "settings/document.hpp"

namespace monitor::settings {

enum class Need : std::uint8_t { required = 0, optional = 1 };

/// A text and the line it stands on; views the document.
struct Given {
    std::string_view text{};
    int line{};
};

/// One table being read: notes what is asked for, so that what is left over can be told. Views the document.
class Section {
public:
    /// `name` goes before every key in a problem: "server"; empty for the file as a whole.
    Section(const Value& table, std::string name, Problems& problems);

    /// Empty, with a problem noted, when it is required and not there, is not a text, is empty, or is longer than 1024 bytes or
    /// holds control bytes.
    [[nodiscard]] std::optional<Given> text(std::string_view key, Need);
    /// Empty when not there; what is not a list of texts is a problem. At most 64.
    [[nodiscard]] std::vector<Given> texts(std::string_view key);
    /// The table of that name, null when not there.
    [[nodiscard]] const Value* table(std::string_view key, Need);
    /// The tables `[[key]]`.
    [[nodiscard]] std::vector<const Value*> tables(std::string_view key, std::size_t at_most = 16);

    /// A table inside this one: "provider.claims".
    [[nodiscard]] Section inner(const Value& table, std::string_view key) const;
    [[nodiscard]] int line() const noexcept { return table_.line; }

    void problem(int line, std::string_view key, std::string message);
    /// Every key nobody asked for is a problem; call it last.
    void refuse_the_rest();

private:
    [[nodiscard]] const Value* find(std::string_view key, Need);

    const Value& table_;
    std::string name_;
    Problems& problems_;
    std::vector<std::string_view> known_{};
};

/// " (did you mean `listen`?)" when one of `known` is a slip or two away from `word`; else empty.
[[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string_view>& known);
void sort_by_line(Problems&);

}  // namespace monitor::settings
