#pragma once
// base: who or what is meant, so that a pupil can never be mistaken for a teacher?
//
// 128 bits without meaning. Ids of different things are different types: a StaffId does not fit where a PupilId is asked.

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "monitor/base/bytes.hpp"

namespace monitor {

template <class Tag>
class Id {
public:
    static constexpr std::size_t size = 16;

    /// Nobody: equal only to another default id; never handed out for a real thing.
    constexpr Id() = default;
    explicit constexpr Id(std::array<std::byte, size> value) noexcept : value_{value} {}

    /// 32 lower-case hexadecimal digits.
    [[nodiscard]] std::string text() const { return hex(value_); }
    /// Empty unless `text` is exactly what text() writes.
    [[nodiscard]] static std::optional<Id> from_text(std::string_view text) {
        const auto bytes = from_hex(text);
        if (!bytes || hex(*bytes) != text) return std::nullopt;
        return from_bytes(*bytes);
    }
    /// Empty unless there are exactly 16 bytes.
    [[nodiscard]] static std::optional<Id> from_bytes(BytesView bytes) noexcept {
        if (bytes.size() != size) return std::nullopt;
        Id id;
        std::memcpy(id.value_.data(), bytes.data(), size);
        return id;
    }
    [[nodiscard]] constexpr const std::array<std::byte, size>& bytes() const noexcept { return value_; }
    friend constexpr auto operator<=>(const Id&, const Id&) = default;

private:
    std::array<std::byte, size> value_{};
};

using BoardId = Id<struct BoardTag>;
using SchoolId = Id<struct SchoolTag>;
using SiteId = Id<struct SiteTag>;
using GroupId = Id<struct GroupTag>;
using PupilId = Id<struct PupilTag>;
using StaffId = Id<struct StaffTag>;
using DeviceId = Id<struct DeviceTag>;
using SessionId = Id<struct SessionTag>;
using ViewId = Id<struct ViewTag>;
using HeldId = Id<struct HeldTag>;       ///< an import that waits
using AccountId = Id<struct AccountTag>;  ///< an account of a school's directory

}  // namespace monitor

template <class Tag>
struct std::hash<monitor::Id<Tag>> {
    std::size_t operator()(const monitor::Id<Tag>& id) const noexcept {
        std::uint64_t first{};
        std::memcpy(&first, id.bytes().data(), sizeof first);
        return static_cast<std::size_t>(first);
    }
};
