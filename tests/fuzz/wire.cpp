// Can any run of bytes from a device, a viewer or a desktop process do more than be refused?
//
// What is read must be written back to the same message: reading and writing agree, or one of them is wrong.

#include <cstdint>
#include <cstdlib>

#include "monitor/wire/agent.hpp"
#include "monitor/wire/local.hpp"
#include "monitor/wire/viewer.hpp"

namespace {

using namespace monitor;
using namespace monitor::wire;

template <class Decode>
void read(const Envelope& envelope, Decode decode) {
    const auto message = decode(envelope);
    if (!message) return;
    const auto whole = encode(*message);
    Bytes unpacked;
    const auto again = open(whole, unpacked);
    if (!again || again->kind != envelope.kind) std::abort();
    const auto same = decode(*again);
    if (!same || encode(*same) != whole) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span{data, size});
    (void)message_length(bytes);
    (void)enrolment_token(as_text(bytes));
    Bytes unpacked;
    const auto envelope = open(bytes, unpacked);
    if (!envelope) return 0;
    read(*envelope, from_device);
    read(*envelope, to_device);
    read(*envelope, from_viewer);
    read(*envelope, to_viewer);
    read(*envelope, from_desktop);
    read(*envelope, to_desktop);
    return 0;
}
