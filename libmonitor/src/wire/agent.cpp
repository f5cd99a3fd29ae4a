#include "monitor/wire/agent.hpp"

#include <algorithm>

#include "wire/codec.hpp"
#include "wire/shared.hpp"

namespace monitor::wire {

template <> inline constexpr Kind kind_of<Hello> = Kind::hello;
template <> inline constexpr Kind kind_of<Enrol> = Kind::enrol;
template <> inline constexpr Kind kind_of<Proof> = Kind::proof;
template <> inline constexpr Kind kind_of<Desktop> = Kind::desktop;
template <> inline constexpr Kind kind_of<Indicated> = Kind::indicated;
template <> inline constexpr Kind kind_of<Stopped> = Kind::stopped;
template <> inline constexpr Kind kind_of<Picture> = Kind::picture;
template <> inline constexpr Kind kind_of<Tabs> = Kind::tabs;
template <> inline constexpr Kind kind_of<Welcome> = Kind::welcome;
template <> inline constexpr Kind kind_of<Enrolled> = Kind::enrolled;
template <> inline constexpr Kind kind_of<Accepted> = Kind::accepted;
template <> inline constexpr Kind kind_of<Refused> = Kind::refused;
template <> inline constexpr Kind kind_of<Watch> = Kind::watch;
template <> inline constexpr Kind kind_of<Stop> = Kind::stop;
template <> inline constexpr Kind kind_of<Key> = Kind::key;

// In wire itself, not in an unnamed namespace: codec.hpp finds members() and layout() by the namespace of their Io.

constexpr Range nonce_size{16, 32};
constexpr Range server_size{1, 255};
constexpr std::string_view token_mark = "monitor1.";

template <class Io>
void can_member(Io& io, Given<Io, std::vector<std::string>>& can) {
    io.list("can", can, {0, 16}, [](Io& one, Given<Io, std::string>& word) { one.text("", word, {1, 32}); });
}

template <class Io>
void members(Io& io, Given<Io, Hello>& hello) {
    io.list("versions", hello.versions, {1, 16}, [](Io& one, Given<Io, int>& number) { one.number("", number, 1, 255); });
    io.label("agent", hello.agent, {0, 64});
    can_member(io, hello.can);
    io.bytes("nonce", hello.nonce, nonce_size);
}

template <class Io>
void members(Io& io, Given<Io, Enrol>& enrol) {
    io.text("token", enrol.token, {1, 128});
    io.bytes("public_key", enrol.public_key, {65, 65});
    io.label("label", enrol.label, {0, 64});
    io.text("fixed_user", enrol.fixed_user, {0, 256});
}

template <class Io>
void members(Io& io, Given<Io, Proof>& proof) {
    io.id("device", proof.device);
    io.number("counter", proof.counter, 0, largest_number);
    io.bytes("signature", proof.signature, {64, 64});
}

template <class Io>
void members(Io& io, Given<Io, Desktop>& desktop) { io.text("user", desktop.user, {0, 256}); }

template <class Io>
void members(Io& io, Given<Io, Indicated>& indicated) { io.number("lease", indicated.lease, 0, any_u32); }

template <class Io>
void members(Io& io, Given<Io, Stopped>& stopped) {
    io.number("lease", stopped.lease, 0, any_u32);
    why_member(io, stopped.why);
}

template <class Io>
void layout(Io& io, Given<Io, Picture>& picture) {
    io.number(picture.lease);
    io.number(picture.sequence);
    io.number(picture.stream);
    io.zeros(3);
    vp8_layout(io, picture.stream, picture.vp8);
}

template <class Io>
void members(Io& io, Given<Io, Tabs>& tabs) {
    io.number("lease", tabs.lease, 0, any_u32);
    tabs_member(io, tabs.tabs);
}

template <class Io>
void members(Io& io, Given<Io, Welcome>& welcome) {
    io.number("version", welcome.version, 1, 255);
    io.text("server", welcome.server, server_size);
    io.bytes("nonce", welcome.nonce, nonce_size);
    can_member(io, welcome.can);
}

template <class Io>
void members(Io& io, Given<Io, Enrolled>& enrolled) { io.id("device", enrolled.device); }

template <class Io>
void members(Io& io, Given<Io, Accepted>& accepted) { io.text("site", accepted.site, {0, 256}); }

template <class Io>
void members(Io& io, Given<Io, Refused>& refused) { why_member(io, refused.why); }

template <class Io>
void members(Io& io, Given<Io, Watch>& watch) { watch_members(io, watch); }

template <class Io>
void members(Io& io, Given<Io, Stop>& stop) {
    io.number("lease", stop.lease, 0, any_u32);
    why_member(io, stop.why);
}

template <class Io>
void members(Io& io, Given<Io, Key>& key) { stream_member(io, key.stream); }

template <class Io>
void members(Io& io, Given<Io, EnrolmentToken>& token) {
    io.text("url", token.url, {1, 512});
    io.bytes("pin", token.pin, {0, 32});
    io.text("secret", token.secret, {1, 128});
    io.require(token.pin.empty() || token.pin.size() == 32);
}

namespace {

void put_big(Bytes& into, std::uint64_t value, int size) {
    while (size-- > 0) into.push_back(static_cast<std::byte>(value >> 8 * size & 255));
}

void put_measured(Bytes& into, BytesView value) {
    put_big(into, value.size(), 2);
    into.insert(into.end(), value.begin(), value.end());
}

}  // namespace

std::expected<FromDevice, Flaw> from_device(const Envelope& envelope) { return one_of<FromDevice>(envelope); }
std::expected<ToDevice, Flaw> to_device(const Envelope& envelope) { return one_of<ToDevice>(envelope); }
Bytes encode(const FromDevice& set, Packing packing) { return encoded_set(set, packing); }
Bytes encode(const ToDevice& set, Packing packing) { return encoded_set(set, packing); }

Bytes transcript(std::string_view server, BytesView device_nonce, BytesView server_nonce, BytesView device,
                 std::uint64_t counter) {
    Bytes signed_bytes = copy(as_bytes("monitor device proof v1"));
    put_big(signed_bytes, 0, 1);
    put_measured(signed_bytes, as_bytes(server));
    put_big(signed_bytes, 0, 1);
    put_measured(signed_bytes, device_nonce);
    put_measured(signed_bytes, server_nonce);
    signed_bytes.insert(signed_bytes.end(), device.begin(), device.end());
    put_big(signed_bytes, counter, 8);
    return signed_bytes;
}

std::string agent_url(std::string_view public_url) {
    return "ws" + std::string{public_url.substr(std::min<std::size_t>(4, public_url.size()))} + "/agent";
}

std::string text(const EnrolmentToken& token) {
    Out io;
    members(io, token);
    return std::string{token_mark} + base64url(as_bytes(std::move(io).finished()));
}

std::expected<EnrolmentToken, Flaw> enrolment_token(std::string_view text) {
    constexpr std::size_t longest = 4096;
    if (!text.starts_with(token_mark)) return std::unexpected(Flaw::bad_version);
    if (text.size() > longest) return std::unexpected(Flaw::too_long);
    const auto json = from_base64url(text.substr(token_mark.size()));
    if (!json) return std::unexpected(Flaw::bad_body);
    return decoded<EnrolmentToken>(*json);
}

}  // namespace monitor::wire
