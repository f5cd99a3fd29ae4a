#pragma once
// wire: how are binary bodies read and written? Little-endian, in the order of their layout().

#include <utility>

#include "wire/body.hpp"

namespace monitor::wire {

class LittleIn {
public:
    static constexpr bool reads = true;
    explicit LittleIn(BytesView body) : left_{body} {}
    [[nodiscard]] bool good() const noexcept { return good_; }
    void require(bool holds) noexcept { good_ = good_ && holds; }
    template <class T>
    void number(T& into) {
        std::uint64_t value{};
        for (std::size_t at = 0; at < sizeof(T); ++at) value |= std::uint64_t{next()} << 8 * at;
        into = static_cast<T>(value);
    }
    void zeros(int count) {
        while (count-- > 0) require(next() == 0);
    }
    void rest(BytesView& into) { into = left_; }

private:
    std::uint8_t next() {
        if (left_.empty()) return good_ = false, std::uint8_t{0};
        const auto first = std::to_integer<std::uint8_t>(left_.front());
        left_ = left_.subspan(1);
        return first;
    }
    BytesView left_;
    bool good_{true};
};

/// Behind a header that is still to be filled in, so that a picture is copied once.
class LittleOut {
public:
    static constexpr bool reads = false;
    LittleOut() {
        bytes_.reserve(64);
        bytes_.resize(header_size);
    }
    [[nodiscard]] Bytes finished() && noexcept { return std::move(bytes_); }
    void require(bool) noexcept {}
    template <class T>
    void number(T value) {
        for (std::size_t at = 0; at < sizeof(T); ++at)
            bytes_.push_back(static_cast<std::byte>(static_cast<std::uint64_t>(value) >> 8 * at & 255));
    }
    void zeros(int count) { bytes_.resize(bytes_.size() + static_cast<std::size_t>(count)); }
    void rest(BytesView vp8) {
        bytes_.reserve(bytes_.size() + vp8.size());
        bytes_.insert(bytes_.end(), vp8.begin(), vp8.end());
    }

private:
    Bytes bytes_;
};

}  // namespace monitor::wire
