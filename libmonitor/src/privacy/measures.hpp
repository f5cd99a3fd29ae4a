#pragma once
// privacy: which security measures may a document name, and which test proves each?

#include <span>
#include <string_view>

#include "monitor/settings/server.hpp"
#include "monitor/text/words.hpp"

namespace monitor::privacy {

struct Measure {
    text::Key words{};
    std::string_view proof{};  ///< the name of a test, or the name of a file in tests/compile_fail
};

/// tests/unit/privacy holds every `proof` to the tests there are.
[[nodiscard]] std::span<const Measure> proved_measures() noexcept;
[[nodiscard]] text::Key transport_measure(settings::Tls) noexcept;

}  // namespace monitor::privacy
