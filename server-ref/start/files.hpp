#pragma once
// start: the files that the server reads once, and the few it makes for itself.

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/error.hpp"
#include "monitor/settings/server.hpp"

namespace monitor::start {

/// A whole file of at most 1 MiB.
[[nodiscard]] std::expected<std::string, Error> read_file(const std::filesystem::path&);
/// read_file() of a secret: refused where others than owner and group may read it, or the group may change it.
[[nodiscard]] std::expected<std::string, Error> read_secret(const std::filesystem::path&);
/// The one in a file, without the end of its line; "" where there is no such file to name.
[[nodiscard]] std::expected<std::string, Error> secret_in(const std::filesystem::path&);
/// What is wrong with the secrets that the settings name, all at once.
[[nodiscard]] std::vector<Error> unsafe_secrets(const settings::Server&);
/// Mode 0600, whole or not at all.
[[nodiscard]] std::expected<void, Error> write_secret(const std::filesystem::path&, std::string_view content);
/// Made where it is missing, always with mode 0700.
[[nodiscard]] std::expected<void, Error> make_private_directory(const std::filesystem::path&);
/// A path for this process' own socket, in a short, private directory (a path of one may have about 100 characters):
/// $RUNTIME_DIRECTORY, `state`/run, or one of its own below /tmp. Removes what processes that died there left behind.
[[nodiscard]] std::expected<std::filesystem::path, Error> socket_path(const std::filesystem::path& state);

/// "open /etc/monitor/server.toml: No such file or directory"
[[nodiscard]] std::string describe(const Error&);

}  // namespace monitor::start
