#pragma once
// sync: one connection of one school, with what it remembers between its runs.

#include <memory>
#include <optional>
#include <string>

#include "monitor/sync/administration.hpp"
#include "monitor/sync/graph.hpp"
#include "monitor/sync/run.hpp"

namespace monitor::sync {

/// Belongs to one thread.
class Connector final : private Going {
public:
    Connector(const Parts& parts, settings::Connection connection, Going& going)
        : parts_{parts}, set_{std::move(connection)}, outer_{going} {}

    [[nodiscard]] Report run(store::Consent = store::Consent::guard);
    /// Null where there is none to ask: an administration, no secret, stopped, switched off.
    [[nodiscard]] Directory* directory();
    /// How it went the last time, whoever ran it; empty: never, or the store does not say.
    [[nodiscard]] std::optional<store::Run> last_run();
    [[nodiscard]] const settings::Connection& settings() const noexcept { return set_; }

private:
    using Done = std::optional<Failure>;

    /// What whoever runs us says, and the school itself: it can switch a connection off while it runs (P13).
    [[nodiscard]] std::optional<Problem> ended() override;
    void wait(std::chrono::milliseconds span) override { outer_.wait(span); }
    [[nodiscard]] std::stop_token token() override { return outer_.token(); }

    [[nodiscard]] Done find_school(Report&);
    [[nodiscard]] std::optional<store::Connection> connection(SchoolId);
    [[nodiscard]] Done read_directory(Report&, store::Consent);
    [[nodiscard]] Done open_directory();
    [[nodiscard]] Done read_administration(Report&);
    [[nodiscard]] Done apply(Report&, const roster::Snapshot&);
    [[nodiscard]] std::expected<Delivery, Failure> delivery(const Report&);
    [[nodiscard]] std::optional<Instant> since(const Report&);
    [[nodiscard]] Failure refused(const Error&);
    [[nodiscard]] Done announce(SchoolId, std::uint64_t count, store::Consent = store::Consent::guard);
    void record(const Report&);
    [[nodiscard]] GraphParts graph_parts() noexcept { return {parts_.fetch, parts_.random, parts_.clock, *this}; }
    template <class Work>
    auto on_people(Work work) {
        return ask(*parts_.stores.people_thread, std::move(work));
    }

    Parts parts_;
    settings::Connection set_;
    Going& outer_;
    SchoolId school_{};  ///< as this run found it
    std::unique_ptr<Directory> directory_;
};

/// The whole of a small file that only its owner (and a group that may read) can see, without the line's end.
[[nodiscard]] std::expected<std::string, Failure> secret_from(const std::filesystem::path&);

}  // namespace monitor::sync
