#pragma once
// agent: one line to the school, from Hello to the last message.

#include <string_view>

#include "agent/identity_file.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/settings/agent.hpp"
#include "monitor/transport/socket.hpp"
#include "monitor/wire/agent.hpp"

namespace monitor::agent {

class SchoolLine;

/// What the owner of a line is told.
class SchoolSide {
public:
    virtual ~SchoolSide() = default;
    SchoolSide(const SchoolSide&) = delete;
    SchoolSide& operator=(const SchoolSide&) = delete;

    /// Accepted, and after it Watch, Stop and Key; Refused at any time.
    virtual void said(SchoolLine&, const wire::ToDevice&) = 0;
    virtual void drained(SchoolLine&) = 0;
    /// This device cannot prove itself now: its identity could not be kept, or there is no token for it.
    virtual void unable(SchoolLine&, const Error&) = 0;
    /// Once, last.
    virtual void gone(SchoolLine&) = 0;

protected:
    SchoolSide() = default;
};

/// What a device says of itself. Lent to every line.
struct Credentials {
    Identity& identity;
    const IdentityFile& file;
    const settings::Agent& settings;
    Random& random;
    Log& log;
};

class SchoolLine final : public transport::Events {
public:
    /// Says Hello at once.
    SchoolLine(transport::Socket&, const Credentials&, SchoolSide&);
    ~SchoolLine() override;

    void send(const wire::FromDevice&);
    [[nodiscard]] std::size_t unsent() const noexcept { return socket_.unsent(); }
    [[nodiscard]] bool accepted() const noexcept { return stage_ == Stage::accepted; }
    void close(transport::CloseReason reason) { socket_.close(reason); }

    void message(BytesView) override;
    void drained() override;
    void closed(transport::CloseReason) override;

private:
    enum class Stage : std::uint8_t { greeting = 1, enrolling = 2, proving = 3, accepted = 4, over = 5 };

    void on(const wire::Welcome&);
    void on(const wire::Enrolled&);
    void on(const wire::Accepted&);
    void on(const wire::Refused&);
    void pass_on(const wire::ToDevice&);
    void ask_to_enrol();
    void prove();
    void give_up(const Error&);
    void crooked(std::string_view why);
    void over();

    transport::Socket& socket_;
    Credentials self_;
    SchoolSide& owner_;
    Stage stage_{Stage::greeting};
    wire::Packing packing_{};
    Bytes own_nonce_, their_nonce_;
    std::string server_;
};

}  // namespace monitor::agent
