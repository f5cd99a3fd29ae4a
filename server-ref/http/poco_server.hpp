#pragma once
// pages: the Poco server that carries them, on a Unix socket that only this process may open.

#include <expected>
#include <filesystem>
#include <memory>

#include "http/pages.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/log.hpp"

namespace monitor::pages {

/// Answers while it exists; the destructor waits for what is being answered.
class PocoServer {
public:
    virtual ~PocoServer() = default;
    PocoServer(const PocoServer&) = delete;
    PocoServer& operator=(const PocoServer&) = delete;

protected:
    PocoServer() = default;
};

/// `socket`: made with mode 0600 in a directory that must have 0700; a stale one is replaced.
[[nodiscard]] std::expected<std::unique_ptr<PocoServer>, Error> serve(Pages&, const std::filesystem::path& socket, Log&);

}  // namespace monitor::pages
