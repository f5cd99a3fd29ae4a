// store: how does a picture lie in Redis so that nobody can read it later?
//
// Each is sealed with the key of its epoch, a quarter of an hour; the key is in this process's memory only, and goes 48 hours
// after the epoch began. When the process ends, nothing in Redis can be read any more, nor what was swapped or copied there.

#include "redis_pictures.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "latest_pictures.hpp"
#include "monitor/base/worker.hpp"
#include "monitor/picture/picture.hpp"
#include "monitor/seal/box.hpp"
#include "own_terms.hpp"
#include "redis_line.hpp"

namespace monitor::store {
namespace {

using namespace std::chrono_literals;

constexpr auto epoch_length = 15min;
constexpr auto keys_live = 48h;

std::string name(SchoolId school, PupilId pupil) { return fmt::format("monitor:picture:{}:{}", school.text(), pupil.text()); }

/// What stands before the box, and is bound to it: when the epoch began, when the picture was taken, and when it must be gone.
struct Label {
    Instant epoch{}, taken{}, deadline{};
    friend bool operator==(const Label&, const Label&) = default;
};
constexpr std::size_t label_size = 24;

Bytes bytes_of(const Label& label) {
    Bytes bytes;
    for (const auto instant : {label.epoch, label.taken, label.deadline}) {
        const auto number = static_cast<std::uint64_t>(instant.time_since_epoch().count());
        for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::byte>(number >> shift & 255));
    }
    return bytes;
}
Label label_in(BytesView bytes) {
    std::array<std::uint64_t, 3> numbers{};
    for (std::size_t at = 0; at < label_size; ++at) numbers[at / 8] = numbers[at / 8] << 8 | std::to_integer<std::uint64_t>(bytes[at]);
    const auto instant = [&](std::size_t at) { return Instant{std::chrono::milliseconds{static_cast<std::int64_t>(numbers[at])}}; };
    return {instant(0), instant(1), instant(2)};
}

Bytes place(SchoolId school, PupilId pupil, BytesView label) {
    Bytes place = copy(as_bytes(name(school, pupil)));
    place.insert(place.end(), label.begin(), label.end());
    return place;
}

class InRedis final : public LatestPictures {
public:
    InRedis(std::unique_ptr<RedisLine> line, std::shared_ptr<const PictureTerms> terms, const Clock& clock, Random& random,
            Log& log)
        : line_{std::move(line)}, terms_{std::move(terms)}, random_{random}, log_{log}, worker_{make_worker(clock)} {}

    std::expected<void, Error> check() {
        return ask(*worker_, [this] { return line_->check(); });
    }

    void keep(SchoolId school, PupilId pupil, BytesView vp8, Instant now) override {
        if (vp8.empty() || vp8.size() > picture::limits(picture::Stream::grid).bytes) return erase(school, pupil);
        const auto& [began, key] = epoch(now);
        const Label label{began, now, picture_end(*terms_, school, now)};
        if (label.deadline <= now) return erase(school, pupil);
        auto value = bytes_of(label);
        const auto sealed = seal::close(key, vp8, place(school, pupil, value), random_);
        value.insert(value.end(), sealed.begin(), sealed.end());
        held_.insert_or_assign({school, pupil}, label);
        worker_->post([this, at = name(school, pupil), value = std::move(value), life = label.deadline - now] {
            heard(line_->set(at, value, life));
        });
    }

    std::optional<LatestPicture> latest(SchoolId school, const policy::Permit& permit, Instant now) override {
        if (now >= permit.valid_until() || permit.request().action == policy::Action::open_tabs) return std::nullopt;
        const auto pupil = permit.request().pupil;
        // What was erased, or replaced, while Redis did not hear it is no picture any more when Redis is back.
        const auto held = held_.find({school, pupil});
        if (held == held_.end()) return std::nullopt;
        const auto value = ask(*worker_, [&] {
            auto found = line_->get(name(school, pupil));
            heard(found);
            return found ? std::move(*found) : std::nullopt;
        });
        if (!value || value->size() < label_size) return std::nullopt;
        const auto before = BytesView{*value}.first(label_size);
        const auto label = label_in(before);
        forget_keys(now);
        const auto key = keys_.find(label.epoch);
        if (key == keys_.end()) return std::nullopt;
        auto vp8 = seal::open(key->second, BytesView{*value}.subspan(label_size), place(school, pupil, before));
        if (!vp8 || label != held->second) return std::nullopt;
        if (past({school, label}, now)) {
            erase(school, pupil);
            return std::nullopt;
        }
        return LatestPicture{std::move(*vp8), label.taken};
    }

    void erase(SchoolId school, PupilId pupil) override {
        held_.erase({school, pupil});
        worker_->post([this, at = name(school, pupil)] { heard(line_->erase(at)); });
    }

    std::uint64_t sweep(Instant now) override {
        forget_keys(now);
        std::vector<std::pair<SchoolId, PupilId>> gone;
        for (const auto& [whose, label] : held_)
            if (past({whose.first, label}, now)) gone.push_back(whose);
        for (const auto& [school, pupil] : gone) erase(school, pupil);
        return gone.size();
    }

    [[nodiscard]] std::uint64_t count() const noexcept override { return held_.size(); }

private:
    using Keys = std::map<Instant, seal::Secret>;

    const Keys::value_type& epoch(Instant now) {
        forget_keys(now);
        const auto last = keys_.empty() ? keys_.end() : std::prev(keys_.end());
        if (last != keys_.end() && now >= last->first && now - last->first < epoch_length) return *last;
        return *keys_.insert_or_assign(now, seal::Secret{random_}).first;
    }
    void forget_keys(Instant now) {
        std::erase_if(keys_, [now](const auto& one) { return now >= one.first + keys_live; });
    }
    /// As in memory: a shorter term holds for what is there, a longer one does not.
    [[nodiscard]] bool past(const std::pair<SchoolId, Label>& one, Instant now) const {
        return now >= std::min(one.second.deadline, picture_end(*terms_, one.first, one.second.taken));
    }

    /// On the worker. Said once when it stops, and once when it works again.
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

    std::unique_ptr<RedisLine> line_;  // on the worker
    bool works_{true};                 // on the worker
    std::shared_ptr<const PictureTerms> terms_;
    Random& random_;
    Log& log_;
    Keys keys_{};
    std::map<std::pair<SchoolId, PupilId>, Label> held_{};  ///< what this process kept, and nobody else can open
    std::unique_ptr<Executor> worker_;  // last: its thread ends before what it uses
};

}  // namespace

std::expected<std::unique_ptr<LatestPictures>, Error> open_redis_pictures(const std::string& at,
                                                                          std::shared_ptr<const PictureTerms> terms,
                                                                          const Clock& clock, Random& random, Log& log) {
    auto line = make_redis_line(at, clock);
    if (!line) return std::unexpected{line.error()};
    auto pictures = std::make_unique<InRedis>(std::move(*line), std::move(terms), clock, random, log);
    if (const auto fit = pictures->check(); !fit) return std::unexpected{fit.error()};
    return pictures;
}

}  // namespace monitor::store
