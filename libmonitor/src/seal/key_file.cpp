// seal: how are keys found, made and destroyed by name?

#include "monitor/seal/key_file.hpp"

#include <cerrno>

#include <fmt/format.h>

#include "seal/key_text.hpp"
#include "seal/secret_file.hpp"

namespace monitor::seal {
namespace {

std::expected<Secret, Error> secret_of(const KeyLine& line) {
    auto bytes = from_base64url(line.key);
    auto secret = bytes ? Secret::from_bytes(*bytes) : std::nullopt;
    if (bytes) wipe(*bytes);
    if (!secret) return std::unexpected{Error{Remedy::ask_operator, "read the key file", EINVAL, std::string{line.name}}};
    return std::move(*secret);
}

Error absent(std::string_view name) {
    return {Remedy::not_found, "find a key", 0, std::string{name}};
}
Error no_name() {
    return {Remedy::correct_input, "find a key", EINVAL, "a key's name has a-z 0-9 . _ : / - only"};
}

// The file as it stands, under a lock that holds as long as this does.
struct Held {
    FileLock lock;
    SecretText text;
    std::vector<KeyLine> lines;  // views `text`
};

std::expected<Held, Error> hold(const std::filesystem::path& path, Sharing sharing) {
    auto lock = FileLock::take(path, sharing);
    if (!lock) return std::unexpected{lock.error()};
    auto text = read_secret_file(path);
    if (!text) return std::unexpected{text.error()};
    auto lines = key_lines(text->view());
    if (!lines) {
        return std::unexpected{
            Error{Remedy::ask_operator, "read the key file", EINVAL, fmt::format("{}:{}", path.string(), lines.error())}};
    }
    return Held{std::move(*lock), std::move(*text), std::move(*lines)};
}

// A file that went away while we work is not made anew: its keys would be lost without a word.
std::expected<Held, Error> hold_again(const std::filesystem::path& path, Sharing sharing) {
    auto held = hold(path, sharing);
    if (held || held.error().remedy != Remedy::not_found) return held;
    return std::unexpected{Error{Remedy::ask_operator, "read the key file", held.error().system_code, held.error().place}};
}

std::expected<void, Error> make_if_absent(const std::filesystem::path& path) {
    const auto lock = FileLock::take(path, Sharing::alone);
    if (!lock) return std::unexpected{lock.error()};
    if (const auto cleared = clear_leftovers(path); !cleared) return cleared;
    const auto text = read_secret_file(path);
    if (text || text.error().remedy != Remedy::not_found) return {};
    return replace_secret_file(path, no_keys().view());
}

class NamedKeys final : public KeyFile {
public:
    NamedKeys(std::filesystem::path path, Random& random) : path_{std::move(path)}, random_{random} {}

    std::expected<Secret, Error> key(std::string_view name) override {
        auto there = existing(name);
        if (there || there.error().remedy != Remedy::not_found) return there;
        const auto held = hold_again(path_, Sharing::alone);
        if (!held) return std::unexpected{held.error()};
        // Another process may have made it since we looked.
        if (const auto* line = find_key(held->lines, name)) return secret_of(*line);
        Secret fresh{random_};
        const auto done = replace_secret_file(path_, with_key(held->lines, name, fresh).view());
        if (!done) return std::unexpected{done.error()};
        return fresh;
    }

    std::expected<Secret, Error> existing(std::string_view name) override {
        if (!key_name(name)) return std::unexpected{no_name()};
        const auto held = hold_again(path_, Sharing::with_readers);
        if (!held) return std::unexpected{held.error()};
        const auto* line = find_key(held->lines, name);
        if (line == nullptr) return std::unexpected{absent(name)};
        return secret_of(*line);
    }

    std::expected<void, Error> destroy(std::string_view name) override {
        if (!key_name(name)) return std::unexpected{no_name()};
        const auto held = hold_again(path_, Sharing::alone);
        if (!held) return std::unexpected{held.error()};
        // Not there: still sees to it that an earlier attempt that broke off is finished.
        if (find_key(held->lines, name) == nullptr) return clear_leftovers(path_);
        return replace_secret_file(path_, without_key(held->lines, name).view());
    }

    std::expected<std::uint64_t, Error> destroy_all(std::string_view part) override {
        if (!key_name(part)) return std::unexpected{no_name()};
        const auto held = hold_again(path_, Sharing::alone);
        if (!held) return std::unexpected{held.error()};
        const auto fewer = without_part(held->lines, part);
        const auto done = fewer.size() == held->lines.size() ? clear_leftovers(path_)
                                                             : replace_secret_file(path_, key_text(fewer).view());
        if (!done) return std::unexpected{done.error()};
        return held->lines.size() - fewer.size();
    }

private:
    std::filesystem::path path_;
    Random& random_;
};

}  // namespace

std::expected<std::unique_ptr<KeyFile>, Error> open_key_file(const std::filesystem::path& path, Random& random) {
    // Of no name there would still be a ".new" and a ".lock", in whatever directory we happen to be.
    if (path.filename().empty()) return std::unexpected{Error{Remedy::correct_input, "open the key file", 0, "a path without a name"}};
    if (const auto place = make_place_for(path); !place) return std::unexpected{place.error()};
    if (const auto made = make_if_absent(path); !made) return std::unexpected{made.error()};
    if (const auto held = hold(path, Sharing::with_readers); !held) return std::unexpected{held.error()};
    return std::make_unique<NamedKeys>(path, random);
}

}  // namespace monitor::seal
