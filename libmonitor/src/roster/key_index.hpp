#pragma once
// roster: which line of a list has this key, without a second copy of all keys?

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "monitor/roster/snapshot.hpp"

namespace monitor::roster {

[[nodiscard]] inline std::string_view key_of(const SiteLine& line) noexcept {
    return line.key;
}
[[nodiscard]] inline std::string_view key_of(const GroupLine& line) noexcept {
    return line.key;
}
[[nodiscard]] inline std::string_view key_of(const PupilLine& line) noexcept {
    return line.key.reveal(Purpose::match_account);
}
[[nodiscard]] inline std::string_view key_of(const StaffLine& line) noexcept {
    return line.key.reveal(Purpose::match_account);
}

/// Sixteen to thirty-two bytes a line. The list is lent; lines are only ever added behind, each with its `add_last`.
template <class Line>
class KeyIndex {
public:
    explicit KeyIndex(const std::vector<Line>& lines) : lines_{&lines} {}

    [[nodiscard]] std::optional<std::size_t> find(std::string_view key) const {
        if (slots_.empty()) return std::nullopt;
        const auto sought = mark(key);
        for (auto at = home(sought);; at = next(at)) {
            const auto& slot = slots_[at];
            if (slot.number == 0) return std::nullopt;
            if (slot.mark == sought && key_of((*lines_)[slot.number - 1]) == key) return slot.number - 1;
        }
    }
    /// The last line of the list, whose key is not there yet.
    void add_last() {
        if (lines_->size() * 2 > slots_.size()) grow();
        put({static_cast<std::uint32_t>(lines_->size()), mark(key_of(lines_->back()))});
    }

private:
    struct Slot {
        std::uint32_t number{};  // from 1; 0: free
        std::uint32_t mark{};    // of its key, so that a line is looked at only where it is likely the one
    };
    [[nodiscard]] static std::uint32_t mark(std::string_view key) {
        return static_cast<std::uint32_t>(std::hash<std::string_view>{}(key));
    }
    [[nodiscard]] std::size_t home(std::uint32_t mark) const { return mark & (slots_.size() - 1); }
    [[nodiscard]] std::size_t next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }
    void put(Slot slot) {
        auto at = home(slot.mark);
        while (slots_[at].number != 0) at = next(at);
        slots_[at] = slot;
    }
    void grow() {
        const auto before = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 64 : slots_.size() * 2));
        for (const auto& slot : before) {
            if (slot.number != 0) put(slot);
        }
    }

    const std::vector<Line>* lines_{};
    std::vector<Slot> slots_{};  // a power of two, at most half of them taken
};

}  // namespace monitor::roster
