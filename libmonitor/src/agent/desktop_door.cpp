// agent: whose desktop is this, by the word of the kernel and nobody else's?

#include "agent/desktop_door.hpp"

#include <vector>

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

namespace monitor::agent {
namespace {

constexpr std::uint32_t nobody = 65534;
constexpr int local_version = 1;

std::optional<std::string> account_name(std::uint32_t account) {
    std::vector<char> room(16 * 1024);
    passwd entry{};
    passwd* found{};
    if (::getpwuid_r(account, &entry, room.data(), room.size(), &found) != 0 || found == nullptr) return std::nullopt;
    return std::string{entry.pw_name};
}

}  // namespace

std::optional<std::string> desktop_user(std::uint32_t account, const std::string& fixed) {
    const bool person = account >= first_person && account != nobody;
    if (!fixed.empty()) return person || account == ::geteuid() ? std::optional{fixed} : std::nullopt;
    return person ? account_name(account) : std::nullopt;
}

DesktopDoor::DesktopDoor(transport::Socket& socket, std::uint32_t account, std::string user, DesktopSide& owner, Log& log)
    : socket_{socket}, account_{account}, user_{std::move(user)}, owner_{owner}, log_{log} {}

DesktopDoor::~DesktopDoor() {
    over();
}

void DesktopDoor::message(BytesView bytes) {
    if (stage_ == Stage::over) return;
    Bytes unpacked;
    const auto envelope = wire::open(bytes, unpacked);
    if (!envelope) return crooked("a message that is not one of ours");
    const auto said = wire::from_desktop(*envelope);
    if (!said) return crooked("a message with a body that is not as agreed");
    const auto* hello = std::get_if<wire::LocalHello>(&*said);
    if (stage_ == Stage::open) return hello == nullptr ? owner_.said(*this, *said) : crooked("a second hello");
    if (hello == nullptr) return crooked("no hello first");
    if (hello->version != local_version) return crooked("another version of this agent: restart both halves");
    stage_ = Stage::open;
    owner_.opened(*this);
}

void DesktopDoor::closed(transport::CloseReason) {
    over();
}

void DesktopDoor::close(transport::CloseReason reason) {
    socket_.close(reason);
    over();
}

void DesktopDoor::crooked(std::string_view why) {
    log_.write(Level::warning, "agent", fmt::format("the desktop process spoke out of turn ({}): closed", why));
    close(transport::CloseReason::malformed);
}

void DesktopDoor::over() {
    if (stage_ == Stage::over) return;
    stage_ = Stage::over;
    owner_.gone(*this);
}

}  // namespace monitor::agent
