#pragma once
// roster: which line of a list has this key, without a second copy of all keys?

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "monitor/roster/snapshot.hpp"

namespace monitor::roster {

[[nodiscard]] inline std::string_view key_of(const SiteLine& line) noexcept { return line.key; }
[[nodiscard]] inline std::string_view key_of(const GroupLine& line) noexcept { return line.key; }
[[nodiscard]] inline std::string_view key_of(const PupilLine& line) noexcept { return line.key.reveal(Purpose::match_account); }
[[nodiscard]] inline std::string_view key_of(const StaffLine& line) noexcept { return line.key.reveal(Purpose::match_account); }

/// Eight to sixteen bytes a line. The list is lent; lines are only ever added behind, each with its `add`.
template <class Line>
class KeyIndex {
public:
    explicit KeyIndex(const std::vector<Line>& lines) : lines_{&lines} {}

    [[nodiscard]] std::optional<std::size_t> find(std::string_view key) const {
        if (slots_.empty()) return std::nullopt;
        for (auto at = home(key);; at = (at + 1) & (slots_.size() - 1)) {
            if (slots_[at] == 0) return std::nullopt;
            if (key_of((*lines_)[slots_[at] - 1]) == key) return slots_[at] - 1;
        }
    }
    /// The last line of the list, whose key is not there yet.
    void add_last() {
        if (lines_->size() * 2 > slots_.size()) grow();
        else put(lines_->size());
    }

private:
    [[nodiscard]] std::size_t home(std::string_view key) const { return std::hash<std::string_view>{}(key) & (slots_.size() - 1); }
    void put(std::size_t number) {
        auto at = home(key_of((*lines_)[number - 1]));
        while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = static_cast<std::uint32_t>(number);
    }
    void grow() {
        slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, 0);
        for (std::size_t number = 1; number <= lines_->size(); ++number) put(number);
    }

    const std::vector<Line>* lines_{};
    std::vector<std::uint32_t> slots_{};  // numbers from 1; 0: free; a power of two, at most half of it taken
};

}  // namespace monitor::roster
