// store: where does a picture lie while it may exist, and what is left of it afterwards? In pages of its own, and nothing.

#include "latest_pictures.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>

#include <sys/mman.h>

#include "monitor/picture/picture.hpp"
#include "monitor/seal/secret.hpp"
#include "own_terms.hpp"

namespace monitor::store {
namespace {

std::size_t largest() {
    return picture::limits(picture::Stream::grid).bytes;
}

// Pages that no core dump holds; overwritten before they are given back. Untouched pages cost nothing.
class Slot {
public:
    Slot() : pages_{::mmap(nullptr, largest(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)} {
        if (pages_ == MAP_FAILED) return;
        // Memory that could end in a dump is not used.
        if (::madvise(pages_, largest(), MADV_DONTDUMP) != 0) {
            ::munmap(pages_, largest());
            pages_ = MAP_FAILED;
        }
    }
    Slot(Slot&& other) noexcept : pages_{std::exchange(other.pages_, MAP_FAILED)}, used_{std::exchange(other.used_, 0)} {}
    Slot& operator=(Slot&&) = delete;
    ~Slot() {
        if (pages_ == MAP_FAILED) return;
        wipe();
        ::munmap(pages_, largest());
    }
    [[nodiscard]] bool usable() const { return pages_ != MAP_FAILED; }
    void fill(BytesView bytes) {
        wipe();
        std::memcpy(pages_, bytes.data(), bytes.size());
        used_ = bytes.size();
    }
    [[nodiscard]] BytesView bytes() const { return {static_cast<const std::byte*>(pages_), used_}; }

private:
    void wipe() { seal::wipe({static_cast<std::byte*>(pages_), std::exchange(used_, 0)}); }

    void* pages_;
    std::size_t used_{};
};

struct Held {
    Slot slot{};
    Instant taken{};
    Instant deadline{};  ///< by the term that held when it was kept
};

class InMemory final : public LatestPictures {
public:
    InMemory(std::shared_ptr<const PictureTerms> terms, DeadlineCheck check) : terms_{std::move(terms)}, check_{check} {}

    void keep(SchoolId school, PupilId pupil, BytesView vp8, Instant now) override {
        if (vp8.empty() || vp8.size() > largest()) return erase(school, pupil);
        Held& held = held_[{school, pupil}];
        if (!held.slot.usable()) return erase(school, pupil);
        held.slot.fill(vp8);
        held.taken = now;
        held.deadline = picture_end(*terms_, school, now);
    }

    std::optional<LatestPicture> latest(SchoolId school, const policy::Permit& permit, Instant now) override {
        if (now >= permit.valid_until() || permit.request().action == policy::Action::open_tabs) return std::nullopt;
        const auto at = held_.find({school, permit.request().pupil});
        if (at == held_.end()) return std::nullopt;
        if (check_ == DeadlineCheck::on && past(*at, now)) {
            held_.erase(at);
            return std::nullopt;
        }
        return LatestPicture{copy(at->second.slot.bytes()), at->second.taken};
    }

    void erase(SchoolId school, PupilId pupil) override { held_.erase({school, pupil}); }

    std::uint64_t sweep(Instant now) override {
        if (check_ == DeadlineCheck::off) return 0;
        return std::erase_if(held_, [&](const auto& one) { return past(one, now); });
    }

    [[nodiscard]] std::uint64_t count() const noexcept override { return held_.size(); }

private:
    using Slots = std::map<std::pair<SchoolId, PupilId>, Held>;

    /// A school that shortens the term shortens the life of what is there; one that lengthens it does so for what comes.
    [[nodiscard]] bool past(const Slots::value_type& one, Instant now) const {
        return now >= std::min(one.second.deadline, picture_end(*terms_, one.first.first, one.second.taken));
    }

    Slots held_;
    std::shared_ptr<const PictureTerms> terms_;
    DeadlineCheck check_;
};

}  // namespace

Instant picture_end(const PictureTerms& terms, SchoolId school, Instant taken) {
    const auto term = retention::shortened(retention::Kind::last_picture, terms.of(school));
    return retention::deadline(term, taken, school::school_year(taken)).value_or(taken);
}

LatestPicture::LatestPicture(Bytes bytes, Instant when) : vp8{std::move(bytes)}, taken{when} {}
LatestPicture::LatestPicture(LatestPicture&& other) noexcept : vp8{std::move(other.vp8)}, taken{other.taken} {
    other.vp8.clear();
}
LatestPicture::~LatestPicture() {
    seal::wipe(vp8);
}

std::unique_ptr<LatestPictures> make_latest_pictures(std::chrono::seconds longest) {
    return make_latest_pictures(longest, DeadlineCheck::on);
}
std::unique_ptr<LatestPictures> make_latest_pictures(std::chrono::seconds longest, DeadlineCheck check) {
    return std::make_unique<InMemory>(std::make_shared<const PictureTerms>(longest), check);
}
std::unique_ptr<LatestPictures> make_latest_pictures(std::shared_ptr<const PictureTerms> terms) {
    return std::make_unique<InMemory>(std::move(terms), DeadlineCheck::on);
}

}  // namespace monitor::store
