// store: how long does the key of a picture live, and who gets it?

#include "picture_keys.hpp"

#include <algorithm>
#include <vector>

#include "monitor/seal/box.hpp"
#include "monitor/seal/hash.hpp"
#include "numbers.hpp"

namespace monitor::store {
namespace {

using namespace std::chrono_literals;

constexpr auto epoch_length = 15min;
constexpr std::size_t number_size = 8;
constexpr std::size_t line_size = 2 * number_size + seal::Secret::size;  // of a parcel: when it began, who made it, the key
constexpr std::size_t card_size = number_size + std::tuple_size_v<seal::AgreementHalf> + std::tuple_size_v<seal::Digest>;

std::uint64_t drawn(Random& random) {
    std::array<std::byte, number_size> bytes{};
    random.fill(bytes);
    return number_in(bytes);
}

Bytes who(std::uint64_t node, const seal::AgreementHalf& half) {
    Bytes bytes;
    add_number(bytes, node);
    bytes.insert(bytes.end(), half.begin(), half.end());
    return bytes;
}

}  // namespace

PictureKeys::PictureKeys(std::optional<seal::Secret> cluster, Random& random)
    : random_{random}, cluster_{std::move(cluster)}, node_{drawn(random)}, mine_{seal::AgreementKey::make()} {}

void PictureKeys::drop_old(Instant now) {
    std::erase_if(keys_, [now](const auto& one) { return now >= one.first.began + life; });
}

void PictureKeys::forget(Instant now) {
    const std::lock_guard lock{mutex_};
    drop_old(now);
}

std::pair<Epoch, PictureKeys::Key> PictureKeys::running(Instant now) {
    const std::lock_guard lock{mutex_};
    drop_old(now);
    for (auto at = keys_.rbegin(); at != keys_.rend(); ++at)
        if (at->first.node == node_ && now >= at->first.began && now - at->first.began < epoch_length) return *at;
    return *keys_.insert_or_assign(Epoch{now, node_}, std::make_shared<const seal::Secret>(random_)).first;
}

PictureKeys::Key PictureKeys::of(const Epoch& epoch, Instant now) {
    const std::lock_guard lock{mutex_};
    drop_old(now);
    const auto found = keys_.find(epoch);
    return found == keys_.end() ? nullptr : found->second;
}

Bytes PictureKeys::card() const {
    if (!cluster_) return {};
    auto card = who(node_, mine_.public_half());
    const auto proof = seal::keyed_hash(cluster_->derive("card"), card);
    card.insert(card.end(), proof.begin(), proof.end());
    return card;
}

std::optional<PictureKeys::Other> PictureKeys::read(BytesView card) const {
    if (!cluster_ || card.size() != card_size) return std::nullopt;
    const auto said = card.first(card_size - std::tuple_size_v<seal::Digest>);
    if (!seal::equal(seal::keyed_hash(cluster_->derive("card"), said), card.subspan(said.size()))) return std::nullopt;
    Other other{.node = number_in(said)};
    std::ranges::copy(said.subspan(number_size), other.half.begin());
    return other.node == node_ ? std::nullopt : std::optional{other};
}

// The same on both sides; nothing that is kept anywhere leads to it once one of the two processes has ended.
std::optional<seal::Secret> PictureKeys::between(const Other& other) const {
    const auto agreed = mine_.agree(other.half, "monitor picture keys");
    if (!agreed) return std::nullopt;
    return seal::Secret::from_bytes(seal::keyed_hash(cluster_->derive("parcel"), agreed->bytes()));
}

std::optional<Bytes> PictureKeys::parcel_for(BytesView card, Instant now) {
    const auto other = read(card);
    const auto key = other ? between(*other) : std::nullopt;
    if (!key) return std::nullopt;
    Bytes plain;
    {
        const std::lock_guard lock{mutex_};
        drop_old(now);
        plain.reserve(keys_.size() * line_size);
        for (const auto& [epoch, one] : keys_) {
            add_number(plain, static_cast<std::uint64_t>(epoch.began.time_since_epoch().count()));
            add_number(plain, epoch.node);
            plain.insert(plain.end(), one->bytes().begin(), one->bytes().end());
        }
    }
    auto parcel = seal::close(*key, plain, who(node_, other->half), random_);
    seal::wipe(plain);
    return parcel;
}

void PictureKeys::take(BytesView card, BytesView parcel, Instant now) {
    const auto other = read(card);
    const auto key = other ? between(*other) : std::nullopt;
    if (!key) return;
    auto plain = seal::open(*key, parcel, who(other->node, mine_.public_half()));
    if (!plain) return;
    const std::lock_guard lock{mutex_};
    for (BytesView left = *plain; left.size() >= line_size; left = left.subspan(line_size)) {
        const Epoch epoch{Instant{std::chrono::milliseconds{static_cast<std::int64_t>(number_in(left))}},
                          number_in(left.subspan(number_size))};
        auto secret = seal::Secret::from_bytes(left.subspan(2 * number_size, seal::Secret::size));
        // A key of a time to come would live longer than any may.
        if (epoch.began <= now + epoch_length) keys_.try_emplace(epoch, std::make_shared<const seal::Secret>(std::move(*secret)));
    }
    drop_old(now);
    seal::wipe(*plain);
}

}  // namespace monitor::store
