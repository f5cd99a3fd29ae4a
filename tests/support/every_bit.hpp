#pragma once
// support: is every single bit of an export found when it is turned? Really every one, in a time that a person waits for.
//
// The head and the checkpoints are turned by whole runs of the reader, but for bits that the checkpoint's own reader refuses
// already. The lines are turned one by one: the reader looks at each alone (can it be read, has it its number, does it fit its
// leaf), and at the root over all leaves; that a leaf gives another root is shown by the path from it to the root.

#include "monitor/audit/proof.hpp"
#include "support/exported_log.hpp"

namespace monitor::test {

inline std::string flipped(std::string text, std::size_t bit) {
    text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << bit % 8));
    return text;
}

struct Turned {
    std::size_t bits{};
    std::vector<std::size_t> missed{};  ///< which bits of the text do not count
};

/// The lines of a log as its reader meets them, each alone.
class LineByLine {
public:
    explicit LineByLine(const ExportedLog& log) : log_{log} {
        const audit::Subtree subtree = [&](unsigned level, std::uint64_t number) -> std::expected<audit::Hash, Error> {
            audit::Frontier joined;
            for (auto at = number << level; at < (number + 1) << level; ++at) joined.append(log.lines[at].leaf);
            return joined.root();
        };
        root_ = *audit::root(log.lines.size(), subtree);
        for (std::uint64_t index = 0; index < log.lines.size(); ++index)
            paths_.push_back(*audit::inclusion(index, log.lines.size(), subtree));
    }
    /// Whether something is found when `text` stands where line `index` stood, and the next one too if a break went.
    [[nodiscard]] bool finds(std::uint64_t index, std::string_view text) const {
        for (; !text.empty(); ++index) {
            const auto end = text.find('\n');
            if (end == std::string_view::npos) return true;
            const auto line = audit::evidence(text.substr(0, end));
            if (!line || line->index != index || audit::fit(*line) == audit::Fit::differs) return true;
            if (audit::included(line->leaf, index, log_.lines.size(), root_, paths_[index]) == audit::Proved::no) return true;
            text.remove_prefix(end + 1);
        }
        return false;
    }

private:
    const ExportedLog& log_;
    audit::Hash root_{};
    std::vector<audit::Path> paths_{};
};

inline void turn_beginning(const ExportedLog& log, const std::string& text, Turned& turned) {
    const auto head = log.head(), note = log.notes.front();
    const auto size = head.size() + note.size();
    for (std::size_t bit = 0; bit < 8 * size; ++bit, ++turned.bits) {
        const auto at = bit / 8;
        const auto other = flipped(text.substr(0, size), bit);
        const bool broken = text[at] == '\n' || other[at] == '\n';
        const bool refused =
            at >= head.size() && !broken && !audit::checkpoint(std::string_view{other}.substr(head.size()), log.key.public_key());
        if (!refused && log.verified(other + text.substr(size)).empty()) turned.missed.push_back(bit);
    }
}

/// Of a log with one checkpoint.
inline Turned every_bit(const ExportedLog& log) {
    Turned turned;
    const auto text = log.text();
    turn_beginning(log, text, turned);
    const LineByLine alone{log};
    auto at = log.head().size() + log.notes.front().size();
    for (std::uint64_t index = 0; index < log.lines.size(); ++index) {
        const auto length = audit::export_line(log.lines[index]).size();
        const bool last = index + 1 == log.lines.size();
        auto both = text.substr(at, length + (last ? 0 : audit::export_line(log.lines[index + 1]).size()));
        if (alone.finds(index, std::string_view{both}.substr(0, length))) turned.missed.push_back(8 * at);
        for (std::size_t bit = 0; bit < 8 * length; ++bit, ++turned.bits) {
            auto& byte = both[bit / 8];
            const char before = byte;
            byte = static_cast<char>(byte ^ (1 << bit % 8));
            const bool break_went = bit / 8 == length - 1;
            if (!alone.finds(index, std::string_view{both}.substr(0, break_went ? both.size() : length)))
                turned.missed.push_back(8 * at + bit);
            byte = before;
        }
        at += length;
    }
    return turned;
}

}  // namespace monitor::test
