#pragma once
// transport: what do all connections of one listener share, and how do they all end when it goes?

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "monitor/base/rate.hpp"
#include "monitor/transport/listener.hpp"
#include "transport/address.hpp"
#include "transport/channel.hpp"
#include "transport/line.hpp"
#include "transport/loop_inside.hpp"

namespace monitor::transport {

/// Outlives its Listener while connections wind down; then `open` is false and nothing of `parts` may be touched.
class Hall {
public:
    struct Parts {
        Doors& doors;
        Log& log;
        const Clock& clock;
    };
    Hall(Parts given, const ListenerOptions& chosen, TrustedProxies proxies, std::shared_ptr<Postbox> box)
        : parts{given}, options{chosen}, trusted{std::move(proxies)}, postbox{std::move(box)} {}

    /// Counts a connection; empty: one too many, over all or from this address. Trusted proxies speak for many and count once.
    class Place {
    public:
        Place(std::shared_ptr<Hall> hall, std::string address);
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

    private:
        std::shared_ptr<Hall> hall_;
        std::string address_;
    };
    [[nodiscard]] static std::unique_ptr<Place> admit(const std::shared_ptr<Hall>&, const Address&);
    /// May this address ask once more now?
    [[nodiscard]] bool may_ask(const Address&);
    /// Room in memory for a body as it comes in, not as it was announced: so much at once for everyone together, and for one
    /// address a quarter of it. Given back at its end.
    class Room {
    public:
        Room(Hall& hall, const Address& client);
        ~Room();
        Room(const Room&) = delete;
        Room& operator=(const Room&) = delete;
        /// False: there is no more.
        [[nodiscard]] bool grow(std::size_t bytes);

    private:
        Hall& hall_;
        std::string address_;
        std::size_t taken_{};
    };
    /// Ends all connections and lines. Events hear of it before this returns.
    void shut();

    Parts parts;
    ListenerOptions options;
    TrustedProxies trusted;
    std::optional<TlsContext> tls{};
    std::shared_ptr<Postbox> postbox;
    bool open{true};
    std::set<Channel*> channels{};                             ///< of connections that are not lines (yet)
    std::shared_ptr<Lines> lines{std::make_shared<Lines>()};

private:
    std::size_t bodies_{};
    std::map<std::string, std::size_t, std::less<>> bodies_of_{};
    int connections_{};
    std::map<std::string, int, std::less<>> per_address_{};
    std::map<std::string, Rate, std::less<>> rates_{};
};

/// Serves one connection until it ends or becomes a line and that ends.
asio::awaitable<void> serve(std::shared_ptr<Hall>, Channel, Address peer, std::unique_ptr<Hall::Place>);

}  // namespace monitor::transport
