#pragma once
// support: a delivery of several files that stands in the test itself.

#include <map>
#include <string>
#include <utility>

#include "monitor/roster/source.hpp"

namespace monitor::test {

class MemoryFiles final : public roster::Files {
public:
    explicit MemoryFiles(std::map<std::string, std::string, std::less<>> files) : files_{std::move(files)} {}

    std::vector<std::string> names() const override {
        std::vector<std::string> all;
        for (const auto& [name, text] : files_) all.push_back(name);
        return all;
    }
    std::expected<std::unique_ptr<roster::Source>, Error> open(std::string_view name) override {
        const auto found = files_.find(name);
        if (found == files_.end()) return std::unexpected{Error{Remedy::not_found, "open", 0, std::string{name}}};
        return roster::memory_source(as_bytes(found->second));
    }

private:
    std::map<std::string, std::string, std::less<>> files_;
};

}  // namespace monitor::test
