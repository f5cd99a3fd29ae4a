#pragma once
// store: which keys open the pictures in Redis, and how do they come from one server to another? Private.
//
// A key is for a quarter of an hour and goes 48 hours after that began. It is in the memory of servers only: what lies in Redis while it is
// handed over opens for one process, and for nobody once that has ended. Who holds the cluster's secret is one of us.

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "monitor/base/bytes.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/random.hpp"
#include "monitor/seal/agree.hpp"
#include "monitor/seal/secret.hpp"

namespace monitor::store {

/// Of which key: when it began, and which server made it.
struct Epoch {
    Instant began{};
    std::uint64_t node{};
    friend auto operator<=>(const Epoch&, const Epoch&) = default;
};

/// Thread-safe.
class PictureKeys {
public:
    using Key = std::shared_ptr<const seal::Secret>;
    static constexpr std::chrono::hours life{48};  ///< after its epoch began

    /// Without a secret: alone.
    PictureKeys(std::optional<seal::Secret> cluster, Random&);

    /// Of the quarter of an hour in which `now` is.
    [[nodiscard]] std::pair<Epoch, Key> running(Instant now);
    /// Null: gone, or never heard of.
    [[nodiscard]] Key of(const Epoch&, Instant now);
    /// Wipes those whose time is over, also when nobody asks for any.
    void forget(Instant now);

    [[nodiscard]] bool alone() const noexcept { return !cluster_; }
    [[nodiscard]] std::uint64_t node() const noexcept { return node_; }
    /// What this server shows the others: who it is, and to what they may seal.
    [[nodiscard]] Bytes card() const;
    /// All keys there are, for the server of that card alone. Empty: no card of one of us, or this server's own.
    [[nodiscard]] std::optional<Bytes> parcel_for(BytesView card, Instant now);
    /// What that server handed over; whatever does not open, or is of a time that is not, is nothing.
    void take(BytesView card, BytesView parcel, Instant now);

private:
    struct Other {
        std::uint64_t node{};
        seal::AgreementHalf half{};
    };
    [[nodiscard]] std::optional<Other> read(BytesView card) const;
    [[nodiscard]] std::optional<seal::Secret> between(const Other&) const;
    void drop_old(Instant now);

    Random& random_;
    std::optional<seal::Secret> cluster_;
    std::uint64_t node_;
    seal::AgreementKey mine_;
    std::mutex mutex_{};
    std::map<Epoch, Key> keys_{};
};

}  // namespace monitor::store
