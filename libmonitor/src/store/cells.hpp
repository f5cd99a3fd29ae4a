#pragma once
// store: how do cells go into a statement of Poco Data, and come out of it? Private; the same for every engine.

#include <span>
#include <string>

#include <Poco/Data/Session.h>

#include "engine.hpp"

namespace monitor::store {

/// Throws what Poco throws.
[[nodiscard]] Answered answered(Poco::Data::Session&, const std::string& sql, std::span<const Value>);

}  // namespace monitor::store
