// Can any run of bytes at the door be read as a request with something hidden in it? And can a crooked page inside do harm?

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "transport/address.hpp"
#include "transport/head.hpp"

namespace {

using namespace monitor;
using namespace monitor::transport;

void must(bool holds) {
    if (!holds) std::abort();
}

bool control(char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; }

void read_request(std::string_view bytes) {
    HeadScan whole, in_pieces;
    const auto length = whole.look(bytes);
    // However it is cut, the same is found.
    auto pieces = std::expected<std::size_t, Refusal>{0};
    for (std::size_t size = 1; size <= std::min<std::size_t>(bytes.size(), 600) && pieces && *pieces == 0; ++size)
        pieces = in_pieces.look(bytes.substr(0, size));
    if (bytes.size() <= 600 && !bytes.empty()) must(pieces.has_value() == length.has_value() && (!length || *length == *pieces));
    if (!length || *length == 0) return;
    const auto head = read_head(bytes.substr(0, *length), 1000);
    if (!head) return must(head.error().status >= 400);
    must(head->request.target.starts_with('/') && head->body <= 1000);
    must(std::ranges::none_of(head->request.target, control));
    must(std::ranges::count(head->request.headers, "host", &Header::name) <= 1);
    must(std::ranges::count(head->request.headers, "transfer-encoding", &Header::name) == 0);
    for (const auto& header : head->request.headers)
        must(std::ranges::none_of(header.value, [](char letter) { return control(letter) && letter != '\t'; }));
    // What is passed on is read by us as the same request.
    const auto again = head_of(head->request);
    HeadScan scan;
    must(scan.look(again).value_or(0) == again.size());
    const auto trusted = TrustedProxies::from({"10.0.0.0/8"}).value();
    (void)trusted.client(boost::asio::ip::make_address("10.0.0.1"), {head->request.header("x-forwarded-for")});
}

void read_answer(std::string_view bytes) {
    AnswerScan scan{1000, AnswerScan::Method::other};
    auto progress = scan.look(bytes);
    if (progress == AnswerScan::Progress::more) progress = scan.ended();
    if (progress == AnswerScan::Progress::done) must(scan.taken().body.size() <= 1000);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    read_request(bytes);
    read_answer(bytes);
    return 0;
}
