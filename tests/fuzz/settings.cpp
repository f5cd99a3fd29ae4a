// Can a settings file do more than be read or be refused with its problems?

#include <cstdint>
#include <cstdlib>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "monitor/settings/agent.hpp"
#include "monitor/settings/server.hpp"

namespace {

using namespace monitor::settings;

// A problem is one line, whatever stood in the file.
void check(const Problems& problems) {
    if (problems.empty()) std::abort();
    for (const auto& problem : problems) {
        for (const auto* text : {&problem.key, &problem.message}) {
            for (const char letter : *text) {
                if (static_cast<unsigned char>(letter) < ' ') std::abort();
            }
        }
    }
    if (describe(problems, "f").empty()) std::abort();
}

bool on_this_machine(const std::string& address) {
    in6_addr six;
    return address.starts_with("127.") || (::inet_pton(AF_INET6, address.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    if (const auto read = server(text, "/etc"); !read) {
        check(read.error());
    } else if (read->lease.count() < 5 || read->lease.count() > 15 || read->picture.count() > 48 ||
               read->live_view.count() > 10) {
        std::abort();  // wider than the promises
    } else if (read->tls == Tls::plain_loopback && !on_this_machine(read->listen_address)) {
        std::abort();  // plain beyond this machine
    }
    if (const auto read = agent(text, "/etc"); !read) check(read.error());
    return 0;
}
