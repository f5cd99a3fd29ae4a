#pragma once
// sync: where in the directory's changes were we, and under which settings and memberships? Kept by the store as one text.

#include <optional>
#include <string>
#include <string_view>

#include "monitor/sync/graph.hpp"

namespace monitor::sync {

struct Place {
    std::string users{}, education{};  ///< deltaLinks, whole; education is "" where the tenant has none for us
    std::string memberships{};         ///< their digest
    std::string settings{};            ///< the digest of what makes an account of an answer

    [[nodiscard]] std::string text() const;
    /// Empty when it is not what text() writes.
    [[nodiscard]] static std::optional<Place> from_text(std::string_view);
};

/// Of everything in the options that decides who is an account and what it is.
[[nodiscard]] std::string settings_digest(const GraphOptions&);

}  // namespace monitor::sync
