#pragma once
// start: what did the operator type?

#include <cstdint>
#include <expected>
#include <filesystem>
#include <span>
#include <string>

namespace monitor::start {

enum class Wish : std::uint8_t { serve = 0, check, help, version };
enum class LogForm : std::uint8_t { text = 0, json = 1 };

struct CommandLine {
    Wish wish{};
    LogForm log{};
    std::filesystem::path config{"/etc/monitor/server.toml"};
};

/// Error: one sentence for stderr.
[[nodiscard]] std::expected<CommandLine, std::string> command_line(std::span<const char* const> arguments);
[[nodiscard]] std::string_view help() noexcept;

}  // namespace monitor::start
