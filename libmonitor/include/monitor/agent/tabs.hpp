#pragma once
// agent: which tabs are open on this device? The first source of them comes with the Chromebook agent.

#include <optional>
#include <vector>

#include "monitor/wire/agent.hpp"

namespace monitor::agent {

class TabSource {
public:
    virtual ~TabSource() = default;
    TabSource(const TabSource&) = delete;
    TabSource& operator=(const TabSource&) = delete;

    /// The tabs as they are now, if they changed since the last call; at most 100.
    [[nodiscard]] virtual std::optional<std::vector<wire::Tab>> changed() = 0;

protected:
    TabSource() = default;
};

}  // namespace monitor::agent
