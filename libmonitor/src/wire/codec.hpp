#pragma once
// wire: which message of a set is this, and how does each become bytes? One pair of functions for every set.

#include <expected>
#include <utility>
#include <variant>

#include "monitor/wire/envelope.hpp"
#include "wire/body.hpp"
#include "wire/body_out.hpp"
#include "wire/little.hpp"

namespace monitor::wire {

/// Specialised once for every struct: its kind byte.
template <class Struct>
inline constexpr Kind kind_of = Kind{};

template <class Struct>
concept Binary = requires(Struct message) { message.vp8; };

template <class Struct>
[[nodiscard]] std::expected<Struct, Flaw> decoded(BytesView body) {
    Struct message{};
    if constexpr (Binary<Struct>) {
        LittleIn io{body};
        layout(io, message);
        if (!io.good()) return std::unexpected(Flaw::bad_body);
    } else {
        In io{body};
        if (io.good()) members(io, message);
        if (!io.good()) return std::unexpected(Flaw::bad_body);
    }
    return message;
}

template <class Struct>
[[nodiscard]] Bytes encoded(const Struct& message, Packing packing) {
    if constexpr (Binary<Struct>) {
        LittleOut io;
        layout(io, message);
        return with_header(kind_of<Struct>, std::move(io).finished());
    } else {
        Out io;
        members(io, message);
        return wire::message(kind_of<Struct>, as_bytes(std::move(io).finished()), packing);
    }
}

/// The message of the set that has this kind; none: bad_kind.
template <class Set, std::size_t at = 0>
[[nodiscard]] std::expected<Set, Flaw> one_of(const Envelope& envelope) {
    if constexpr (at == std::variant_size_v<Set>) {
        return std::unexpected(Flaw::bad_kind);
    } else {
        using Struct = std::variant_alternative_t<at, Set>;
        if (envelope.kind != kind_of<Struct>) return one_of<Set, at + 1>(envelope);
        auto message = decoded<Struct>(envelope.body);
        if (!message) return std::unexpected(message.error());
        return Set{std::in_place_index<at>, *std::move(message)};
    }
}

template <class Set>
[[nodiscard]] Bytes encoded_set(const Set& set, Packing packing) {
    return std::visit([&](const auto& message) { return encoded(message, packing); }, set);
}

}  // namespace monitor::wire
