// Can a host's answer be read in two ways, depending on the pieces in which it comes?

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "fetch/answer_reader.hpp"
#include "fetch/url.hpp"

namespace {

using namespace monitor::fetch;

constexpr std::size_t at_most = 10'000;

struct Read {
    std::expected<Progress, std::string_view> progress{Progress::wants_more};
    Answer answer{};
};

Read read(std::string_view bytes, std::size_t piece) {
    AnswerReader reader{at_most};
    Read result;
    while (!bytes.empty() && result.progress && *result.progress == Progress::wants_more) {
        result.progress = reader.feed(bytes.substr(0, piece));
        bytes.remove_prefix(std::min(piece, bytes.size()));
    }
    if (result.progress && *result.progress == Progress::wants_more) result.progress = reader.close();
    if (result.progress) result.answer = reader.take();
    return result;
}

bool on_this_machine(const std::string& address) {
    in6_addr six;
    return address.starts_with("127.") || (::inet_pton(AF_INET6, address.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t piece = 1 + data[0] % 50;
    const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
    const auto whole = read(bytes, bytes.size() + 1), pieces = read(bytes, piece);
    if (whole.progress.has_value() != pieces.progress.has_value()) std::abort();
    if (whole.answer.body != pieces.answer.body || whole.answer.headers != pieces.answer.headers) std::abort();
    if (whole.answer.body.size() > at_most) std::abort();
    if (const auto url = url_from(bytes, Loopback::plain_allowed);
        url && url->scheme == Scheme::http && !on_this_machine(url->host))
        std::abort();
    return 0;
}
