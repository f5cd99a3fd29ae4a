// audit: what does one pass over the lines of a log tell about it?

#include "monitor/audit/verify.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace monitor::audit {
namespace {

/// A clock may be set back by so much between two lines.
constexpr std::chrono::hours set_back{24};

struct Witness {
    Checkpoint checkpoint{};
    std::string place{};
};

class OnePass final : public Verifier {
public:
    OnePass(std::string origin, const seal::PublicKey& key, Stands stands)
        : origin_{std::move(origin)}, key_{key}, stands_{stands} {}

    void witness(std::string_view note, std::string_view place) override {
        auto read = checkpoint(note, key_);
        if (!read) return add({Flaw::signature_wrong, 0, 0, fmt::format("{}: {}", place, read.error().place)});
        if (read->origin != origin_) return add({Flaw::other_log, 0, 0, fmt::format("{}: {}", place, read->origin)});
        const auto size = read->size;
        witnesses_.emplace(size, Witness{std::move(*read), std::string{place}});
        if (size == 0) compare();
    }

    void take(const Evidence& line) override {
        if (fit(line) == Fit::differs)
            add({Flaw::changed, line.index, line.index, {}});
        else if (is_erased_early(line))
            add({Flaw::erased_early, line.index, line.index, {}});
        if (line.index == next_) {
            ++next_;
        } else if (line.index > next_) {
            gaps_.emplace(next_, line.index - 1);
            next_ = line.index + 1;
        } else {
            in_order_ = false;
            found_late(line.index);
        }
        frontier_.append(line.leaf);
        compare();
    }

    void unreadable(std::string place) override { add({Flaw::unreadable, 0, 0, std::move(place)}); }

    std::vector<Finding> end() override {
        for (const auto& [first, last] : gaps_) add({Flaw::missing, first, last, {}});
        std::uint64_t covered{};
        for (const auto& [size, witness] : witnesses_) {
            covered = std::max(covered, size);
            if (size <= next_) continue;
            add({Flaw::wound_back, next_, size - 1, witness.place});
            break;
        }
        if (covered < next_) add({Flaw::unsigned_end, covered, next_ - 1, {}});
        return std::move(findings_);
    }

    const Frontier& frontier() const override { return frontier_; }

private:
    bool is_erased_early(const Evidence& line) {
        const auto read = entry(line);
        if (!read) return false;
        if (*read) {
            latest_ = std::max(latest_, (*read)->at);
            return !line.personal && (*read)->at >= stands_.persons;
        }
        auto written = latest_ - set_back;
        if (const auto after = witnesses_.upper_bound(line.index); after != witnesses_.begin())
            written = std::max(written, std::prev(after)->second.checkpoint.at);
        return written >= stands_.lines;
    }

    // Of the checkpoints over as many lines as were taken. Once one differs, all later ones must: only the first says where.
    void compare() {
        const auto [begin, end] = witnesses_.equal_range(frontier_.size());
        if (begin == end || !in_order_ || !gaps_.empty() || differed_) return;
        const auto root = frontier_.root();
        for (auto at = begin; at != end; ++at) {
            if (at->second.checkpoint.root == root) continue;
            differed_ = true;
            const auto size = frontier_.size();
            return add({Flaw::not_as_signed, agreed_, size == 0 ? 0 : size - 1, at->second.place});
        }
        agreed_ = frontier_.size();
    }

    // It was thought to be missing, or it is here twice.
    void found_late(std::uint64_t index) {
        add({Flaw::out_of_place, index, index, {}});
        const auto after = gaps_.upper_bound(index);
        if (after == gaps_.begin()) return;
        const auto gap = std::prev(after);
        const auto [first, last] = *gap;
        if (index > last) return;
        gaps_.erase(gap);
        if (first < index) gaps_.emplace(first, index - 1);
        if (index < last) gaps_.emplace(index + 1, last);
    }

    // Neighbours with the same flaw are one finding.
    void add(Finding finding) {
        auto* before = findings_.empty() ? nullptr : &findings_.back();
        const bool numbered =
            finding.flaw == Flaw::changed || finding.flaw == Flaw::out_of_place || finding.flaw == Flaw::erased_early;
        if (numbered && before != nullptr && before->flaw == finding.flaw && before->last + 1 == finding.first) {
            before->last = finding.last;
            return;
        }
        findings_.push_back(std::move(finding));
    }

    std::string origin_;
    seal::PublicKey key_;
    Stands stands_;
    Instant latest_{};  ///< of the lines so far
    std::multimap<std::uint64_t, Witness> witnesses_;
    std::map<std::uint64_t, std::uint64_t> gaps_;  ///< first and last of lines that did not come
    std::vector<Finding> findings_;
    Frontier frontier_;
    std::uint64_t next_{}, agreed_{};
    bool in_order_{true}, differed_{};
};

}  // namespace

std::string_view word(Flaw flaw) noexcept {
    switch (flaw) {
        case Flaw::unreadable: return "unreadable";
        case Flaw::changed: return "changed";
        case Flaw::missing: return "missing";
        case Flaw::out_of_place: return "out_of_place";
        case Flaw::not_as_signed: return "not_as_signed";
        case Flaw::signature_wrong: return "signature_wrong";
        case Flaw::wound_back: return "wound_back";
        case Flaw::other_log: return "other_log";
        case Flaw::unsigned_end: return "unsigned_end";
        case Flaw::head_differs: return "head_differs";
        case Flaw::erased_early: return "erased_early";
    }
    return "unknown";
}

std::unique_ptr<Verifier> make_verifier(std::string origin, const seal::PublicKey& key, Stands stands) {
    return std::make_unique<OnePass>(std::move(origin), key, stands);
}

}  // namespace monitor::audit
