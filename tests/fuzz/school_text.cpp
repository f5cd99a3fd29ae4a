// Is what is read of addresses, networks, school years and facts always written back to the same?

#include <cstdint>
#include <cstdlib>

#include "monitor/policy/words.hpp"
#include "monitor/school/calendar.hpp"
#include "monitor/school/network.hpp"

namespace {

using namespace monitor;

void require(bool holds) {
    if (!holds) std::abort();
}

void read_networks(std::string_view text) {
    if (const auto address = school::Address::from_text(text)) require(school::Address::from_text(address->text()) == address);
    if (const auto network = school::Network::from_text(text)) {
        require(school::Network::from_text(network->text()) == network);
        const auto first = school::Address::from_text(text.substr(0, text.find('/')));
        require(first && (network->contains(*first) || text.find(':') != std::string_view::npos));
    }
    if (const auto year = school::SchoolYear::from_text(text)) {
        require(year->text() == text);
        require(school::school_year(school::ends(*year)).begins == year->begins + std::chrono::years{1});
    }
}

// "fact=value": what is taken must be listed as it was written.
void read_facts(std::string_view text) {
    struct Wanted {
        std::string_view name, value;
        bool found;
    };
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) return;
    Wanted wanted{text.substr(0, equals), text.substr(equals + 1), false};
    policy::Facts facts;
    if (!policy::set_fact(facts, wanted.name, wanted.value)) return;
    const auto look = [](void* to, std::string_view name, std::string_view value) {
        auto& asked = *static_cast<Wanted*>(to);
        if (name == asked.name && value == asked.value) asked.found = true;
    };
    policy::list_facts(facts, look, &wanted);
    require(wanted.found);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    read_networks(text);
    read_facts(text);
    require(!policy::action_from(text) || policy::word(*policy::action_from(text)) == text);
    require(!policy::purpose_from(text) || policy::word(*policy::purpose_from(text)) == text);
    return 0;
}
