#pragma once
// cli: which one is meant by an id, or by how it begins?

#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "command.hpp"

namespace monitor::cli {

/// The one with that id, or the only one whose id begins so: at least four characters of it. `which` tells what is wrong otherwise.
template <class One, class IdOf>
[[nodiscard]] std::expected<One, Exit> one_by_id(const Context& context, std::vector<One> all, const std::string& wanted, Word which,
                                                 IdOf id_of) {
    std::erase_if(all, [&](const One& one) { return wanted.size() < 4 || !id_of(one).text().starts_with(wanted); });
    if (all.size() == 1) return std::move(all.front());
    return std::unexpected{failed(context, all.empty() ? Exit::not_found : Exit::usage, which, wanted)};
}

}  // namespace monitor::cli
