// Can a notice from anywhere, a place that was kept, or a header of an answer do more than be read or refused?

#include <array>
#include <cstdint>
#include <cstdlib>

#include "monitor/base/bytes.hpp"
#include "monitor/sync/notification.hpp"
#include "sync/asker.hpp"
#include "sync/place.hpp"

namespace {

using namespace monitor;

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = as_text(std::as_bytes(std::span{data, size}));
    static const std::array<sync::Subscription, 1> known{{{"sub-1", "tenant-1", "a state that nobody can guess"}}};
    if (const auto token = sync::validation_token(text)) {
        require(!token->empty() && token->size() <= 2'048);
        for (const char letter : *token) require(letter >= ' ' && letter < 0x7f);
    }
    // Nobody can guess it: so nothing is woken, whatever comes, unless the input was told.
    if (const auto notices = sync::read_notices(text, known); notices && text.find("guess") == std::string_view::npos)
        require(notices->changed.empty() && notices->lost.empty());
    if (const auto place = sync::Place::from_text(text)) require(place->text() == text);
    const fetch::Answer answer{429, {{"retry-after", std::string{text}}}, {}};
    const Instant now{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1}};
    if (const auto pause = sync::retry_after(answer, now)) require(pause->count() >= 0 && *pause <= std::chrono::hours{24});
    return 0;
}
