// store: how does a picture lie in Redis so that nobody can read it later?
//
// Each is sealed with the key of its epoch (picture_keys.hpp), which is in the memory of servers only and goes 48 hours after the epoch
// began. When the last server ends, nothing in Redis can be read any more, nor what was swapped or copied there.

#include "redis_pictures.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "latest_pictures.hpp"
#include "monitor/base/worker.hpp"
#include "monitor/picture/picture.hpp"
#include "monitor/seal/box.hpp"
#include "numbers.hpp"
#include "own_terms.hpp"
#include "picture_keys.hpp"
#include "redis_post.hpp"

namespace monitor::store {
namespace {

using namespace std::chrono_literals;

// A server that is not heard of for so long has ended, for the others.
constexpr auto card_lives = 10s;
constexpr auto pause = 1s;
constexpr std::string_view cards = "monitor:server:";

std::string card_of(std::uint64_t node) { return fmt::format("{}{:016x}", cards, node); }
std::string parcel_of(std::string_view from_card, std::string_view to_card) {
    return fmt::format("monitor:keys:{}:{}", from_card.substr(cards.size()), to_card.substr(cards.size()));
}
std::string name(SchoolId school, PupilId pupil) { return fmt::format("monitor:picture:{}:{}", school.text(), pupil.text()); }

/// What stands before the box, and is bound to it: under which key, when the picture was taken, and when it must be gone.
struct Label {
    Epoch epoch{};
    Instant taken{}, deadline{};
    friend bool operator==(const Label&, const Label&) = default;
};
constexpr std::size_t label_size = 32;

Bytes bytes_of(const Label& label) {
    const auto number = [](Instant at) { return static_cast<std::uint64_t>(at.time_since_epoch().count()); };
    Bytes bytes;
    for (const auto one : {number(label.epoch.began), label.epoch.node, number(label.taken), number(label.deadline)})
        add_number(bytes, one);
    return bytes;
}
Label label_in(BytesView bytes) {
    const auto instant = [&](std::size_t at) {
        return Instant{std::chrono::milliseconds{static_cast<std::int64_t>(number_in(bytes.subspan(8 * at)))}};
    };
    return {{instant(0), number_in(bytes.subspan(8))}, instant(2), instant(3)};
}

Bytes place(SchoolId school, PupilId pupil, BytesView label) {
    Bytes place = copy(as_bytes(name(school, pupil)));
    place.insert(place.end(), label.begin(), label.end());
    return place;
}

class InRedis final : public LatestPictures {
public:
    InRedis(std::unique_ptr<RedisLine> line, std::shared_ptr<const PictureTerms> terms, std::optional<seal::Secret> cluster,
            const Clock& clock, Random& random, Log& log)
        : line_{std::move(line)},
          terms_{std::move(terms)},
          clock_{clock},
          random_{random},
          log_{log},
          keys_{std::move(cluster), random},
          worker_{make_worker(clock)} {}

    /// Is it one that keeps nothing? Then keys are handed over from now on, and taken.
    std::expected<void, Error> begin() {
        const auto fit = ask(*worker_, [this] { return line_->check(); });
        if (fit && !keys_.alone()) worker_->post([this] { meet_and_again(); });
        return fit;
    }

    void keep(SchoolId school, PupilId pupil, BytesView vp8, Instant now) override {
        if (vp8.empty() || vp8.size() > picture::limits(picture::Stream::grid).bytes) return erase(school, pupil);
        const auto [epoch, key] = keys_.running(now);
        const Label label{epoch, now, picture_end(*terms_, school, now)};
        if (label.deadline <= now) return erase(school, pupil);
        auto value = bytes_of(label);
        const auto sealed = seal::close(*key, vp8, place(school, pupil, value), random_);
        value.insert(value.end(), sealed.begin(), sealed.end());
        held_.insert_or_assign({school, pupil}, label);
        gone_.erase({school, pupil});
        send(name(school, pupil), RedisPost::Value{std::move(value), label.deadline - now});
    }

    std::optional<LatestPicture> latest(SchoolId school, const policy::Permit& permit, Instant now) override {
        if (now >= permit.valid_until() || permit.request().action == policy::Action::open_tabs) return std::nullopt;
        const auto pupil = permit.request().pupil;
        if (keys_.alone() && !held_.contains({school, pupil})) return std::nullopt;
        const auto value = ask(*worker_, [&] {
            auto found = line_->get(name(school, pupil));
            heard(found);
            return found ? std::move(*found) : std::nullopt;
        });
        if (!value || value->size() < label_size) return std::nullopt;
        const auto before = BytesView{*value}.first(label_size);
        const auto label = label_in(before);
        const auto key = keys_.of(label.epoch, now);
        if (!key || !counts(school, pupil, label)) return std::nullopt;
        auto vp8 = seal::open(*key, BytesView{*value}.subspan(label_size), place(school, pupil, before));
        if (!vp8) return std::nullopt;
        if (past({school, label}, now)) {
            erase(school, pupil);
            return std::nullopt;
        }
        return LatestPicture{std::move(*vp8), label.taken};
    }

    void erase(SchoolId school, PupilId pupil) override {
        const auto held = held_.extract({school, pupil});
        if (!keys_.alone()) {
            const auto now = held ? std::max(clock_.now(), held.mapped().taken) : clock_.now();
            gone_.insert_or_assign({school, pupil}, now);
        }
        send(name(school, pupil), std::nullopt);
    }

    std::uint64_t sweep(Instant now) override {
        keys_.forget(now);
        std::vector<std::pair<SchoolId, PupilId>> ends;
        for (const auto& [whose, label] : held_)
            if (past({whose.first, label}, now)) ends.push_back(whose);
        for (const auto& [school, pupil] : ends) erase(school, pupil);
        // Of what was taken before, no picture opens any more.
        std::erase_if(gone_, [now](const auto& one) { return now >= one.second + PictureKeys::life; });
        return ends.size();
    }

    [[nodiscard]] std::uint64_t count() const noexcept override { return held_.size(); }

private:
    using Whose = std::pair<SchoolId, PupilId>;

    /// What was erased, or replaced, while Redis did not hear it is no picture any more when Redis is back. Another server's counts
    /// where it is newer than all that is known here.
    [[nodiscard]] bool counts(SchoolId school, PupilId pupil, const Label& label) const {
        const auto held = held_.find({school, pupil});
        if (held != held_.end()) return label == held->second || (!keys_.alone() && label.taken > held->second.taken);
        const auto gone = gone_.find({school, pupil});
        return !keys_.alone() && (gone == gone_.end() || label.taken > gone->second);
    }
    /// As in memory: a shorter term holds for what is there, a longer one does not.
    [[nodiscard]] bool past(const std::pair<SchoolId, Label>& one, Instant now) const {
        return now >= std::min(one.second.deadline, picture_end(*terms_, one.first, one.second.taken));
    }

    void send(const std::string& to, std::optional<RedisPost::Value> value) {
        if (post_.add(to, std::move(value))) worker_->post([this] { heard(post_.deliver(*line_)); });
    }

    // ---- on the worker

    /// Said once when it stops, and once when it works again.
    template <class Answer>
    void heard(const Answer& answer) {
        if (answer.has_value() == works_) return;
        works_ = answer.has_value();
        if (works_)
            log_.write(Level::info, "store", "Redis takes pictures again");
        else
            log_.write(Level::error, "store",
                       fmt::format("no last pictures: {} ({})", answer.error().operation, answer.error().place));
    }

    void meet_and_again() {
        heard(post_.deliver(*line_));
        heard(meet());
        worker_->post_at(clock_.tick() + pause, [this] { meet_and_again(); });
    }

    /// Shows this server to the others, hands each of them what it may have, and takes what they left here.
    std::expected<void, Error> meet() {
        const auto mine = card_of(keys_.node());
        if (auto shown = line_->set(mine, keys_.card(), card_lives); !shown) return shown;
        const auto all = line_->names(cards);
        if (!all) return std::unexpected{all.error()};
        for (const auto& theirs : *all) {
            if (theirs == mine) continue;
            const auto card = line_->get(theirs);
            if (!card) return std::unexpected{card.error()};
            const auto parcel = *card ? keys_.parcel_for(**card, clock_.now()) : std::nullopt;
            if (!parcel) continue;
            if (auto left = line_->set(parcel_of(mine, theirs), *parcel, card_lives); !left) return left;
            const auto for_us = line_->get(parcel_of(theirs, mine));
            if (!for_us) return std::unexpected{for_us.error()};
            if (*for_us) keys_.take(**card, **for_us, clock_.now());
        }
        return {};
    }

    std::unique_ptr<RedisLine> line_;  // on the worker
    bool works_{true};                 // on the worker
    std::shared_ptr<const PictureTerms> terms_;
    const Clock& clock_;
    Random& random_;
    Log& log_;
    PictureKeys keys_;
    RedisPost post_{};
    std::map<Whose, Label> held_{};    ///< what this server kept last
    std::map<Whose, Instant> gone_{};  ///< beside others: what was taken by then is no picture any more
    std::unique_ptr<Executor> worker_;  // last: its thread ends before what it uses
};

}  // namespace

std::expected<std::unique_ptr<LatestPictures>, Error> open_redis_pictures(RedisOptions options,
                                                                          std::shared_ptr<const PictureTerms> terms,
                                                                          const Clock& clock, Random& random, Log& log) {
    auto line = make_redis_line(options.at, clock);
    if (!line) return std::unexpected{line.error()};
    auto pictures = std::make_unique<InRedis>(std::move(*line), std::move(terms), std::move(options.cluster), clock, random, log);
    if (const auto fit = pictures->begin(); !fit) return std::unexpected{fit.error()};
    return pictures;
}

}  // namespace monitor::store
