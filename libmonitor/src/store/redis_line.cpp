// store: what is asked of Redis, by Poco; its exceptions end here.

#include "redis_line.hpp"

#include <set>

#include <Poco/Net/SocketAddress.h>
#include <Poco/Redis/Array.h>
#include <Poco/Redis/Client.h>

#include "monitor/school/network.hpp"

namespace monitor::store {
namespace {

using namespace std::chrono_literals;
using Poco::Redis::Array;
using Poco::Redis::BulkString;

constexpr auto ask_again = 1min;  // whether it still writes nothing: somebody may have told it to
constexpr auto rest = 5s;
constexpr std::size_t most_names = 1'000;
const Poco::Timespan patience{0, 250'000};

Error wrong_place(const std::string& at) { return {Remedy::correct_input, "find Redis", 0, at}; }

/// Empty: not on this machine.
std::optional<Poco::Net::SocketAddress> address(const std::string& at) {
    constexpr std::string_view socket = "unix:";
    if (at.starts_with(socket)) {
        const auto path = at.substr(socket.size());
        if (!path.starts_with('/')) return std::nullopt;
        return Poco::Net::SocketAddress{Poco::Net::SocketAddress::UNIX_LOCAL, path};
    }
    const auto colon = at.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    auto host = at.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (!school::Address::from_text(host)) return std::nullopt;  // a name may lead anywhere, tomorrow
    Poco::Net::SocketAddress found{host, at.substr(colon + 1)};
    if (!found.host().isLoopback()) return std::nullopt;
    return found;
}

Array words(std::initializer_list<std::string> all) {
    Array command;
    for (const auto& word : all) command << word;
    return command;
}

class Line final : public RedisLine {
public:
    Line(Poco::Net::SocketAddress where, std::string at, const Clock& clock)
        : where_{std::move(where)}, at_{std::move(at)}, clock_{clock} {}

    std::expected<void, Error> check() override {
        return told("ask Redis what it keeps", [&] { connect(); });
    }
    std::expected<void, Error> set(const std::string& key, BytesView value, std::chrono::milliseconds life) override {
        return told("keep in Redis", [&] {
            connect();
            auto command = words({"SET", key, std::string{as_text(value)}, "PX", std::to_string(life.count())});
            (void)client_.execute<std::string>(command);
        });
    }
    std::expected<std::optional<Bytes>, Error> get(const std::string& key) override {
        std::optional<Bytes> found;
        const auto asked = told("read from Redis", [&] {
            connect();
            if (const auto value = client_.execute<BulkString>(words({"GET", key})); !value.isNull())
                found = copy(as_bytes(std::string_view{value.value()}));
        });
        if (!asked) return std::unexpected{asked.error()};
        return found;
    }
    std::expected<void, Error> erase(const std::string& key) override {
        return told("erase in Redis", [&] {
            connect();
            (void)client_.execute<Poco::Int64>(words({"DEL", key}));
        });
    }

    std::expected<std::vector<std::string>, Error> names(std::string_view begin) override {
        std::set<std::string> all;  // a name may come twice
        const auto asked = told("list what is in Redis", [&] {
            connect();
            std::string cursor{"0"};
            do {
                const auto answer =
                    client_.execute<Array>(words({"SCAN", cursor, "MATCH", std::string{begin} + "*", "COUNT", "1000"}));
                cursor = answer.get<BulkString>(0).value();
                const auto found = answer.get<Array>(1);
                for (std::size_t at = 0; at < found.size(); ++at) all.insert(found.get<BulkString>(at).value());
            } while (cursor != "0" && all.size() < most_names);
        });
        if (!asked) return std::unexpected{asked.error()};
        return std::vector<std::string>{all.begin(), all.end()};
    }

private:
    /// A Redis that could leave something behind is as good as none.
    struct Unfit {
        std::string why{};
    };

    template <class Work>
    std::expected<void, Error> told(std::string_view operation, Work work) {
        const auto now = clock_.tick();
        if (resting_ && now < *resting_) return std::unexpected{Error{Remedy::try_again, operation, 0, at_}};
        resting_.reset();
        try {
            work();
            return {};
        } catch (const Unfit& unfit) {
            forget(now);
            return std::unexpected{Error{Remedy::ask_operator, operation, 0, at_ + ": " + unfit.why}};
        } catch (const std::exception&) {
            forget(now);
            return std::unexpected{Error{Remedy::try_again, operation, 0, at_}};
        }
    }
    void forget(Tick now) {
        resting_ = now + rest;
        checked_.reset();
        if (connected_) client_.disconnect();
        connected_ = false;
    }

    void connect() {
        if (!connected_) {
            client_.connect(where_, patience);
            connected_ = true;
            client_.setReceiveTimeout(patience);
        }
        if (checked_ && clock_.tick() < *checked_ + ask_again) return;
        hold_to_memory();
        checked_ = clock_.tick();
    }

    std::string setting(const std::string& name) {
        const auto answer = client_.execute<Array>(words({"CONFIG", "GET", name}));
        if (answer.size() != 2 || answer.get<BulkString>(1).isNull()) throw Unfit{"does not tell its '" + name + "'"};
        return answer.get<BulkString>(1).value();
    }
    void hold_to_memory() {
        if (!setting("save").empty()) throw Unfit{"saves to a disk ('save' is set)"};
        if (setting("appendonly") != "no") throw Unfit{"writes to a disk ('appendonly' is on)"};
        const auto state = client_.execute<BulkString>(words({"INFO", "replication"}));
        const auto text = state.isNull() ? std::string{} : state.value();
        if (text.find("role:master") == std::string::npos || text.find("connected_slaves:0") == std::string::npos)
            throw Unfit{"is, or has, a copy elsewhere"};
    }

    Poco::Net::SocketAddress where_;
    std::string at_;
    const Clock& clock_;
    Poco::Redis::Client client_{};
    bool connected_{};
    std::optional<Tick> checked_{}, resting_{};
};

}  // namespace

std::expected<std::unique_ptr<RedisLine>, Error> make_redis_line(const std::string& at, const Clock& clock) {
    try {
        if (auto where = address(at)) return std::make_unique<Line>(std::move(*where), at, clock);
    } catch (const std::exception&) {
        // a port that is none, a path that is too long
    }
    return std::unexpected{wrong_place(at)};
}

}  // namespace monitor::store
