#include "transport/hall.hpp"

namespace monitor::transport {
namespace {

/// Above so many, addresses that are at rest are forgotten.
constexpr std::size_t remembered_addresses = 8192;

/// So many bodies of the largest size may be under way together.
constexpr std::size_t bodies_at_once = 64;

}  // namespace

Hall::Place::Place(std::shared_ptr<Hall> hall, std::string address) : hall_{std::move(hall)}, address_{std::move(address)} {
    ++hall_->connections_;
    if (!address_.empty()) ++hall_->per_address_[address_];
}

Hall::Place::~Place() {
    --hall_->connections_;
    const auto found = hall_->per_address_.find(address_);
    if (found != hall_->per_address_.end() && --found->second == 0) hall_->per_address_.erase(found);
}

std::unique_ptr<Hall::Place> Hall::admit(const std::shared_ptr<Hall>& hall, const Address& peer) {
    if (hall->connections_ >= hall->options.connections) return nullptr;
    auto counted = hall->trusted.contains(peer) ? std::string{} : counted_as(peer);
    const auto found = hall->per_address_.find(counted);
    if (found != hall->per_address_.end() && found->second >= hall->options.connections_per_address) return nullptr;
    return std::make_unique<Place>(hall, std::move(counted));
}

bool Hall::may_ask(const Address& client) {
    const auto now = parts.clock.tick();
    if (rates_.size() >= remembered_addresses) std::erase_if(rates_, [&](auto& entry) { return entry.second.full(now); });
    if (rates_.size() >= 8 * remembered_addresses) return false;
    const double a_second = options.requests_a_second;
    return rates_.try_emplace(counted_as(client), Rate{a_second, 4 * a_second}).first->second.take(1, now);
}

Hall::Room::Room(Hall& hall, const Address& client) : hall_{hall}, address_{counted_as(client)} {}

Hall::Room::~Room() {
    hall_.bodies_ -= taken_;
    const auto found = hall_.bodies_of_.find(address_);
    if (found != hall_.bodies_of_.end() && (found->second -= taken_) == 0) hall_.bodies_of_.erase(found);
}

bool Hall::Room::grow(std::size_t bytes) {
    if (bytes == 0) return true;
    const auto most = bodies_at_once * hall_.options.body;
    auto& theirs = hall_.bodies_of_[address_];
    if (hall_.bodies_ + bytes > most || theirs + bytes > most / 4) return false;
    hall_.bodies_ += bytes;
    theirs += bytes;
    taken_ += bytes;
    return true;
}

void Hall::shut() {
    open = false;
    for (auto* channel : std::set{channels}) channel->close();
    // A line takes itself out of the set only after this; the set is ours alone now.
    const auto ending = std::exchange(lines, nullptr);
    for (auto* line : *ending) line->drop();
}

}  // namespace monitor::transport
