#pragma once
// seal: how is a key file written?
//
// "monitor-keys 1", then a line a key: `name base64url`, in the order of the names, each line with its line feed.

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/seal/secret.hpp"

namespace monitor::seal {

/// Text that holds keys: move-only, overwritten when it goes.
class SecretText {
public:
    explicit SecretText(std::string text) : text_{std::move(text)} {}
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;
    SecretText(SecretText&& other) noexcept : text_{std::move(other.text_)} { other.clear(); }
    SecretText& operator=(SecretText&&) = delete;
    ~SecretText() { clear(); }
    [[nodiscard]] std::string_view view() const noexcept { return text_; }

private:
    void clear() noexcept { wipe(std::as_writable_bytes(std::span{text_})); }
    std::string text_;
};

struct KeyLine {
    std::string_view name;
    std::string_view key;
};

/// 1 to 200 of a-z 0-9 . _ : / -
[[nodiscard]] bool key_name(std::string_view) noexcept;

/// The lines of a whole file; they view `text`. Else the number of the first line that is wrong.
[[nodiscard]] std::expected<std::vector<KeyLine>, int> key_lines(std::string_view text);
/// The line of that name, or null.
[[nodiscard]] const KeyLine* find_key(const std::vector<KeyLine>&, std::string_view name);

/// Those without `part` as a whole part of their name, between slashes.
[[nodiscard]] std::vector<KeyLine> without_part(std::vector<KeyLine>, std::string_view part);

[[nodiscard]] SecretText key_text(const std::vector<KeyLine>&);
[[nodiscard]] SecretText no_keys();
[[nodiscard]] SecretText with_key(const std::vector<KeyLine>&, std::string_view name, const Secret&);
[[nodiscard]] SecretText without_key(const std::vector<KeyLine>&, std::string_view name);

}  // namespace monitor::seal
