#pragma once
// wire: what do a device and the school say to each other?
//
// Control bodies are JSON objects; a member nobody knows is ignored, one that is missing or of another type is Flaw::bad_body.
// Every struct has one encode() to a whole message and one decode from a body, in src/wire/agent.cpp.

#include <cstdint>
#include <expected>
#include <string>
#include <variant>
#include <vector>

#include "monitor/base/bytes.hpp"
#include "monitor/base/size.hpp"
#include "monitor/picture/picture.hpp"
#include "monitor/wire/envelope.hpp"

namespace monitor::wire {

// ---- device → school
struct Hello {                         ///< first, always
    std::vector<int> versions{};       ///< wire versions it speaks
    std::string agent{};               ///< "libmonitor/0.1.0 linux", ≤ 64 characters
    std::vector<std::string> can{};    ///< "zstd", "tabs", "live"
    Bytes nonce{};                     ///< 16…32 bytes
};
struct Enrol {                         ///< a device without an id yet
    std::string token{};               ///< the secret of the enrolment token
    Bytes public_key{};                ///< 65 bytes
    std::string label{};               ///< what the admin sees, ≤ 64 characters
    std::string fixed_user{};          ///< the one account of this device, or ""
};
struct Proof {                         ///< a device with an id: answers Welcome
    std::string device{};              ///< DeviceId::text()
    std::uint64_t counter{};           ///< higher than any before
    Bytes signature{};                 ///< 64 bytes over transcript()
};
struct Desktop { std::string user{}; };        ///< who is logged in now; "": nobody
struct Indicated { std::uint32_t lease{}; };   ///< the strip is up, and says who looks
struct Stopped { std::uint32_t lease{}; std::uint8_t why{}; };  ///< StopReason
struct Picture {                       ///< binary: lease u32 · sequence u32 · stream u8 · 3 zero bytes · VP8; little-endian
    std::uint32_t lease{}, sequence{};
    picture::Stream stream{};
    BytesView vp8{};                   ///< views the body
};
struct Tab { std::string title{}, url{}; };
struct Tabs { std::uint32_t lease{}; std::vector<Tab> tabs{}; };  ///< ≤ 100 tabs, title ≤ 256, url ≤ 2048 bytes, cut by the sender

// ---- school → device
struct Welcome { int version{}; std::string server{}; Bytes nonce{}; std::vector<std::string> can{}; };
struct Enrolled { std::string device{}; };
struct Accepted { std::string site{}; };       ///< proved; waits for leases
struct Refused { std::uint16_t why{}; };       ///< AgentRefusal; the line is closed after it unless it may be mended
struct StreamWish { picture::Stream stream{}; Size at_most{}; int frames_a_second{}; };
/// Said on the strip, so that whoever sits at home knows why.
enum class Occasion : std::uint8_t { at_school = 0, remote_lesson = 1 };
inline constexpr std::size_t most_viewers = 16;  ///< who can be named on one strip
struct Watch {                         ///< the lease: begins or renews; what it does not name stops
    std::uint32_t lease{};
    std::uint16_t seconds{};           ///< from receipt, ≤ 15
    std::uint32_t hours_left{};        ///< seconds until the site closes: the device stops by itself then
    std::vector<std::string> who{};    ///< names on the strip, 1…most_viewers
    Occasion occasion{};
    std::vector<StreamWish> streams{};
};
struct Stop { std::uint32_t lease{}; std::uint8_t why{}; };
struct Key { picture::Stream stream{}; };

/// Why a device stopped, or must. Written down: append.
enum class StopReason : std::uint8_t {
    nobody_looks = 1, lease_over = 2, line_silent = 3, hours_over = 4, indicator_covered = 5, not_a_pupil = 6,
    desktop_gone = 7, capture_failed = 8, refused = 9,
};
enum class AgentRefusal : std::uint16_t {
    version = 1, malformed = 2, token = 3, unknown_device = 4, revoked = 5, bad_proof = 6, cloned = 7, too_fast = 8,
    not_a_pupil = 9, outside_lease = 10, bad_picture = 11, try_later = 12,
};

using FromDevice = std::variant<Hello, Enrol, Proof, Desktop, Indicated, Stopped, Picture, Tabs>;
using ToDevice = std::variant<Welcome, Enrolled, Accepted, Refused, Watch, Stop, Key>;
[[nodiscard]] std::expected<FromDevice, Flaw> from_device(const Envelope&);
[[nodiscard]] std::expected<ToDevice, Flaw> to_device(const Envelope&);
[[nodiscard]] Bytes encode(const FromDevice&, Packing = Packing::plain);
[[nodiscard]] Bytes encode(const ToDevice&, Packing = Packing::plain);

/// What a Proof signs: "monitor device proof v1" ‖ 0 ‖ server name ‖ 0 ‖ device nonce ‖ server nonce ‖ device id (16) ‖ counter
/// (u64 big-endian), each nonce and name preceded by its length as u16 big-endian.
[[nodiscard]] Bytes transcript(std::string_view server, BytesView device_nonce, BytesView server_nonce, BytesView device,
                               std::uint64_t counter);

/// What an admin hands to a device: where the school is, which key it has, and a secret. "monitor1." ‖ base64url(JSON).
struct EnrolmentToken { std::string url{}; Bytes pin{}; std::string secret{}; };
[[nodiscard]] std::string text(const EnrolmentToken&);
/// Where agents of the school at that address speak: "https://x" is spoken to as "wss://x/agent".
[[nodiscard]] std::string agent_url(std::string_view public_url);
[[nodiscard]] std::expected<EnrolmentToken, Flaw> enrolment_token(std::string_view text);

}  // namespace monitor::wire
