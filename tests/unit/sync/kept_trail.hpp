#pragma once
// What sync announces before it is done, in the order in which everything else is kept.

#include "unit/sync/kept.hpp"

namespace monitor::test {

class KeptTrail final : public audit::Trail {
public:
    explicit KeptTrail(Kept& kept) : kept_{kept} {}
    std::vector<audit::Appended> append(std::span<const audit::Line> lines) override {
        if (kept_.refuses) return std::vector<audit::Appended>(lines.size(), std::unexpected{*kept_.refuses});
        for (const auto& line : lines)
            kept_.order.push_back("audit " + line.entry.detail + " " + std::to_string(line.entry.count));
        return std::vector<audit::Appended>(lines.size(), 1U);
    }
    std::expected<std::vector<audit::Kept>, Error> read(SchoolId, std::uint64_t, std::size_t) override { return {}; }
    std::expected<audit::Head, Error> head(SchoolId) override { return audit::Head{}; }
    std::expected<std::uint64_t, Error> sweep(Instant) override { return std::uint64_t{}; }

private:
    Kept& kept_;
};

}  // namespace monitor::test
