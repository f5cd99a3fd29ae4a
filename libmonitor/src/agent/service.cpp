// agent: the parts of the service: its identity, its door for the desktop and its line to the school.

#include "monitor/agent/service.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "agent/enrolment.hpp"
#include "agent/relay.hpp"
#include "monitor/transport/link.hpp"
#include "monitor/transport/local.hpp"

namespace monitor::agent {
namespace {

transport::SocketLimits local_limits() {
    transport::SocketLimits limits;
    limits.message = wire::message_limit;
    return limits;
}

class Inside final : public Service {
public:
    Inside(transport::Loop& loop, const settings::Agent& settings, IdentityFile file, Identity identity, Random& random, Log& log,
           const Clock& clock)
        : loop_{loop},
          settings_{settings},
          file_{std::move(file)},
          identity_{std::move(identity)},
          random_{random},
          log_{log},
          clock_{clock},
          relay_{loop, clock, Credentials{identity_, file_, settings_, random, log},
                 [this](std::chrono::milliseconds pause) { rest(pause); }} {}

    std::expected<void, Error> open() {
        std::error_code code;
        std::filesystem::create_directories(settings_.socket.parent_path(), code);  // what it could not make, listen_local names
        // An account of the system serves the people of this machine; the kernel says who knocks. A person serves himself.
        const auto reach = ::geteuid() < first_person ? transport::Reach::everyone : transport::Reach::owner;
        auto listener = transport::listen_local(
            loop_, settings_.socket, reach, local_limits(),
            [this](transport::Socket& socket, transport::Peer peer) { return relay_.desktop_door(socket, peer); });
        if (!listener) return std::unexpected{listener.error()};
        listener_ = std::move(*listener);
        return dial();
    }

private:
    std::expected<void, Error> dial() {
        transport::LinkOptions options;
        options.url = identity_.url;
        options.pin = identity_.pin;
        auto link = transport::dial(
            loop_, std::move(options), [this](transport::Socket& socket) { return relay_.school_line(socket); }, random_, log_,
            clock_);
        if (!link) return std::unexpected{link.error()};
        link_ = std::move(*link);
        return {};
    }

    /// The line is let go in a task of its own: it may be the line itself that asks.
    void rest(std::chrono::milliseconds pause) {
        log_.write(Level::info, "agent",
                   fmt::format("trying the school again in {} s", std::chrono::ceil<std::chrono::seconds>(pause).count()));
        loop_.post([here = std::weak_ptr{here_}] {
            if (const auto self = here.lock()) (*self)->link_.reset();
        });
        loop_.post_at(clock_.tick() + pause, [here = std::weak_ptr{here_}] {
            const auto self = here.lock();
            if (!self || (*self)->link_) return;
            if (const auto dialled = (*self)->dial(); !dialled)
                (*self)->log_.write(Level::error, "agent",
                                    fmt::format("{}: {}", dialled.error().operation, dialled.error().place));
        });
    }

    transport::Loop& loop_;
    settings::Agent settings_;
    IdentityFile file_;
    Identity identity_;
    Random& random_;
    Log& log_;
    const Clock& clock_;
    Relay relay_;
    std::unique_ptr<transport::LocalListener> listener_;
    std::unique_ptr<transport::Link> link_;
    std::shared_ptr<Inside*> here_{std::make_shared<Inside*>(this)};
};

}  // namespace

std::expected<std::unique_ptr<Service>, Error> make_service(transport::Loop& loop, const settings::Agent& settings,
                                                            Random& random, Log& log, const Clock& clock) {
    auto file = IdentityFile::in(settings.state);
    if (!file) return std::unexpected{file.error()};
    auto identity = identity_of(settings, *file);
    if (!identity) return std::unexpected{identity.error()};
    auto service = std::make_unique<Inside>(loop, settings, std::move(*file), std::move(*identity), random, log, clock);
    if (const auto opened = service->open(); !opened) return std::unexpected{opened.error()};
    return service;
}

}  // namespace monitor::agent
