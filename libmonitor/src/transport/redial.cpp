#include "transport/redial.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

#include "transport/spawn.hpp"

namespace monitor::transport {
namespace {

constexpr auto tuple = asio::as_tuple(asio::use_awaitable);
/// A line that lived so long was a good one: the next try comes soon.
constexpr std::chrono::seconds good_life{30};

/// Anywhere between nothing and `most`, so that a class of devices does not come back as one (full jitter).
std::chrono::milliseconds jitter(Random& random, std::chrono::milliseconds most) {
    std::array<std::byte, 4> drawn{};
    random.fill(drawn);
    std::uint32_t lot{};
    for (const auto byte : drawn) lot = lot << 8 | std::to_integer<std::uint32_t>(byte);
    return std::chrono::milliseconds{static_cast<std::int64_t>(static_cast<double>(most.count()) * lot / 4294967296.0)};
}

asio::awaitable<void> keep(std::shared_ptr<Redial> redial, Attempt attempt) {
    auto most = redial->first_pause;
    bool complained = false;
    while (redial->open) {
        const auto began = redial->clock.tick();
        const auto why = co_await attempt(redial);
        if (!redial->open) co_return;
        if (why.empty() && redial->clock.tick() - began >= good_life) most = redial->first_pause;
        if (!why.empty() && !complained) redial->log.write(Level::warning, "transport", fmt::format("no line yet: {}", why));
        complained = !why.empty();
        redial->pause.expires_after(jitter(redial->random, most));
        most = std::min(2 * most, redial->longest_pause);
        co_await redial->pause.async_wait(tuple);
    }
}

class AsioLink final : public Link {
public:
    AsioLink(std::shared_ptr<Redial> redial, Attempt attempt) : redial_{std::move(redial)} {
        spawn(redial_->context.get_executor(), keep(redial_, std::move(attempt)));
    }
    ~AsioLink() override {
        redial_->open = false;
        redial_->pause.cancel();
        if (redial_->give_up) redial_->give_up();
        const auto ending = std::exchange(redial_->lines, nullptr);
        for (auto* line : *ending) line->drop();
    }
    [[nodiscard]] Socket* socket() noexcept override {
        return redial_->lines->empty() ? nullptr : *redial_->lines->begin();
    }

private:
    std::shared_ptr<Redial> redial_;
};

}  // namespace

std::unique_ptr<Link> keep_dialling(std::shared_ptr<Redial> redial, Attempt attempt) {
    return std::make_unique<AsioLink>(std::move(redial), std::move(attempt));
}

}  // namespace monitor::transport
