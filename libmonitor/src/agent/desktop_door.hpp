#pragma once
// agent: one desktop process at the service's door, and whose it is.

#include <cstdint>
#include <optional>
#include <string>

#include "monitor/base/log.hpp"
#include "monitor/transport/local.hpp"
#include "monitor/transport/socket.hpp"
#include "monitor/wire/local.hpp"

namespace monitor::agent {

inline constexpr std::uint32_t first_person = 1000;  ///< below it stand the accounts of the system

/// Who the system says is behind a process of this user: the fixed user of the device, or else the account's name. Empty for
/// root and the other accounts of the system: no pupil's desktop runs as one of those. A device with a fixed user also takes a
/// process of the service's own account.
[[nodiscard]] std::optional<std::string> desktop_user(std::uint32_t account, const std::string& fixed);

class DesktopDoor;

/// What the owner of a door is told.
class DesktopSide {
public:
    virtual ~DesktopSide() = default;
    DesktopSide(const DesktopSide&) = delete;
    DesktopSide& operator=(const DesktopSide&) = delete;

    virtual void opened(DesktopDoor&) = 0;  ///< it said hello
    virtual void said(DesktopDoor&, const wire::FromDesktop&) = 0;
    virtual void gone(DesktopDoor&) = 0;  ///< once, last

protected:
    DesktopSide() = default;
};

class DesktopDoor final : public transport::Events {
public:
    DesktopDoor(transport::Socket&, std::uint32_t account, std::string user, DesktopSide&, Log&);
    ~DesktopDoor() override;

    void send(const wire::ToDesktop& message) { socket_.send(wire::encode(message)); }
    void close(transport::CloseReason);
    [[nodiscard]] std::uint32_t account() const noexcept { return account_; }
    [[nodiscard]] const std::string& user() const noexcept { return user_; }

    void message(BytesView) override;
    void drained() override {}
    void closed(transport::CloseReason) override;

private:
    enum class Stage : std::uint8_t { greeting = 1, open = 2, over = 3 };
    void crooked(std::string_view why);
    void over();

    transport::Socket& socket_;
    std::uint32_t account_;
    std::string user_;
    DesktopSide& owner_;
    Log& log_;
    Stage stage_{Stage::greeting};
};

}  // namespace monitor::agent
