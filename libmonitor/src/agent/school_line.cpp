// agent: who speaks when on the line to the school? Hello, Welcome, (Enrol, Enrolled,) Proof, Accepted; then leases.

#include "agent/school_line.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "agent/enrolment.hpp"

namespace monitor::agent {
namespace {

constexpr std::string_view name = "libmonitor/0.1.0 linux";
constexpr std::size_t nonce_size = 32;

}  // namespace

SchoolLine::SchoolLine(transport::Socket& socket, const Credentials& self, SchoolSide& owner)
    : socket_{socket}, self_{self}, owner_{owner}, own_nonce_(nonce_size) {
    self_.random.fill(own_nonce_);
    send(wire::Hello{{wire::wire_version}, std::string{name}, {"zstd", "live"}, own_nonce_});
}

SchoolLine::~SchoolLine() {
    over();
}

void SchoolLine::send(const wire::FromDevice& message) {
    const auto packing = std::holds_alternative<wire::Tabs>(message) ? packing_ : wire::Packing::plain;
    socket_.send(wire::encode(message, packing));
}

void SchoolLine::message(BytesView bytes) {
    if (stage_ == Stage::over) return;
    Bytes unpacked;
    const auto envelope = wire::open(bytes, unpacked);
    if (!envelope) return crooked("a message that is not one of ours");
    const auto said = wire::to_device(*envelope);
    if (!said) return crooked("a message with a body that is not as agreed");
    std::visit(
        [&](const auto& one) {
            if constexpr (requires { on(one); })
                on(one);
            else
                pass_on(*said);
        },
        *said);
}

void SchoolLine::on(const wire::Welcome& welcome) {
    if (stage_ != Stage::greeting) return crooked("Welcome at the wrong moment");
    if (welcome.version != wire::wire_version) return crooked("a version this agent did not offer");
    if (std::ranges::find(welcome.can, "zstd") != welcome.can.end()) packing_ = wire::Packing::zstd;
    their_nonce_ = welcome.nonce;
    server_ = welcome.server;
    if (self_.identity.device)
        prove();
    else
        ask_to_enrol();
}

void SchoolLine::ask_to_enrol() {
    stage_ = Stage::enrolling;
    const auto asked = enrol(self_.settings, self_.identity);
    if (!asked) return give_up(asked.error());
    self_.log.write(Level::info, "agent", "asking the school to enrol this device");
    send(*asked);
}

void SchoolLine::on(const wire::Enrolled& enrolled) {
    if (stage_ != Stage::enrolling) return crooked("Enrolled at the wrong moment");
    const auto device = DeviceId::from_text(enrolled.device);
    if (!device) return crooked("a device id that is not one");
    self_.identity.device = *device;
    if (const auto kept = self_.file.write(self_.identity); !kept) return give_up(kept.error());
    self_.log.write(Level::info, "agent",
                    fmt::format("enrolled as device {}; the enrolment file is of no use any more", device->text()));
    prove();
}

void SchoolLine::prove() {
    stage_ = Stage::proving;
    const auto counter = next_counter(self_.identity, self_.file);
    if (!counter) return give_up(counter.error());
    const auto& device = *self_.identity.device;
    const auto signature = self_.identity.key.sign(wire::transcript(server_, own_nonce_, their_nonce_, device.bytes(), *counter));
    send(wire::Proof{device.text(), *counter, Bytes{signature.begin(), signature.end()}});
}

void SchoolLine::on(const wire::Accepted& accepted) {
    if (stage_ != Stage::proving) return crooked("Accepted at the wrong moment");
    stage_ = Stage::accepted;
    owner_.said(*this, accepted);
}

void SchoolLine::on(const wire::Refused& refused) {
    owner_.said(*this, refused);
}

void SchoolLine::pass_on(const wire::ToDevice& message) {
    if (stage_ != Stage::accepted) return crooked("a lease before this device was accepted");
    owner_.said(*this, message);
}

void SchoolLine::drained() {
    if (stage_ != Stage::over) owner_.drained(*this);
}

void SchoolLine::closed(transport::CloseReason) {
    over();
}

void SchoolLine::give_up(const Error& error) {
    socket_.close(transport::CloseReason::done);
    owner_.unable(*this, error);
}

/// What the school said cannot be trusted to mean what we think: no lease may come of it.
void SchoolLine::crooked(std::string_view why) {
    self_.log.write(Level::warning, "agent", fmt::format("the school's end spoke out of turn ({}): line closed", why));
    socket_.close(transport::CloseReason::malformed);
    over();
}

void SchoolLine::over() {
    if (stage_ == Stage::over) return;
    stage_ = Stage::over;
    owner_.gone(*this);
}

}  // namespace monitor::agent
