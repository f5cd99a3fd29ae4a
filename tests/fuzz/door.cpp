// Can any request from a stranger reach the pages with something in it that Poco, or a page, would misread?
//
// The input is a method, a target and headers, a line each, then an empty line and a body.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "door/cookies.hpp"
#include "door/gate.hpp"
#include "http/form.hpp"
#include "http/html.hpp"
#include "http/routes.hpp"
#include "http/visit.hpp"

namespace {

using namespace monitor;

void hold(bool right) {
    if (!right) std::abort();
}

std::string_view line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return one;
}

transport::Request request(std::string_view text) {
    transport::Request outer;
    outer.method = line(text);
    outer.target = line(text);
    outer.address = "10.1.2.3";
    while (!text.empty()) {
        const auto header = line(text);
        if (header.empty()) break;
        const auto colon = std::min(header.find(':'), header.size());
        outer.headers.push_back(
            {std::string{header.substr(0, colon)}, std::string{header.substr(std::min(colon + 1, header.size()))}});
    }
    outer.body = text;
    return outer;
}

void look_at(const transport::Request& inner) {
    const std::set<std::string_view> known{"content-type", "accept",        "accept-language", "origin",       "sec-fetch-site",
                                           "user-agent",   "if-none-match", "cookie",          "x-request-id", "x-monitor-peer"};
    std::set<std::string> seen;
    for (const auto& [name, value] : inner.headers) {
        hold(known.contains(name));
        hold(seen.insert(name).second);
        hold(std::ranges::none_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }));
        hold(value.find("=?") == std::string::npos);
    }
    hold(inner.header("x-monitor-peer") == "10.1.2.3" && inner.header("x-request-id") == "r");
    hold(inner.method == "GET" || inner.method == "POST");
    hold(inner.target.starts_with('/') && !inner.target.starts_with("//"));
    hold(inner.target.find_first_of("\r\n \\") == std::string::npos);
    // Nothing is let in twice differently: what came out goes in again as it is.
    auto again = inner;
    std::erase_if(again.headers, [](const auto& header) { return header.name.starts_with("x-"); });
    const auto twice = door::inward(again, "r");
    hold(twice && twice->headers.size() == inner.headers.size() && twice->target == inner.target);
}

void look_at_page(std::string_view text) {
    const auto markup = pages::escaped(text);
    hold(markup.find_first_of("<>\"'") == std::string::npos);
    hold(pages::escaped(markup).size() >= markup.size());
    const pages::Place place{text};
    hold(place.path().starts_with('/') && !place.path().starts_with("//"));
    if (const auto read = pages::fields(text))
        for (const auto& field : *read)
            hold(pages::value_of(*pages::fields(pages::percent_encoded(field.name) + "=" + pages::percent_encoded(field.value)),
                                 field.name) == field.value);
    (void)pages::preferred(text);
    hold(!pages::is_form_token(text, ""));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto outer = request(text);
    if (const auto inner = door::inward(outer, "r")) {
        look_at(*inner);
        (void)pages::route(inner->method, door::path_of(inner->target));
    }
    look_at_page(text.substr(0, 4096));
    return 0;
}
