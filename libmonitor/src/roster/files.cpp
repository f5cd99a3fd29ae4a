// roster: which files has this delivery, a folder or a zip?

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include "monitor/base/ascii.hpp"
#include "roster/files_zip.hpp"

namespace monitor::roster {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> wrong(std::string what) {
    return std::unexpected{Error{Remedy::correct_input, "open a delivery", 0, std::move(what)}};
}
std::unexpected<Error> refused(int code) {
    const auto remedy = code == ENOENT || code == ENOTDIR ? Remedy::not_found : Remedy::ask_operator;
    return std::unexpected{Error{remedy, "open a delivery", code, ""}};
}

/// A file that may not give more than is left of what the whole delivery may hold.
class Rationed final : public Source {
public:
    Rationed(std::unique_ptr<Source> source, std::uintmax_t& left) : source_{std::move(source)}, left_{left} {}
    std::expected<std::size_t, Error> read(std::span<std::byte> into) override {
        auto got = source_->read(into);
        if (got && *got > left_) return wrong("holds more than may be read");
        if (got) left_ -= *got;
        return got;
    }

private:
    std::unique_ptr<Source> source_;
    std::uintmax_t& left_;
};

class Folder final : public Files {
public:
    Folder(fs::path path, std::vector<std::string> names, std::uintmax_t bytes)
        : path_{std::move(path)}, names_{std::move(names)}, bytes_{bytes} {}

    [[nodiscard]] std::vector<std::string> names() const override { return names_; }

    std::expected<std::unique_ptr<Source>, Error> open(std::string_view name) override {
        const auto found = std::ranges::find_if(names_, [&](const std::string& one) { return same_word(one, name); });
        if (found == names_.end())
            return std::unexpected{Error{Remedy::not_found, "open a file of a folder", 0, std::string{name}}};
        left_ = bytes_;  // one stream is open at a time
        auto source = file_source(path_ / *found);
        if (!source) return source;
        return std::make_unique<Rationed>(*std::move(source), left_);
    }

private:
    fs::path path_;
    std::vector<std::string> names_;
    std::uintmax_t bytes_{};
    std::uintmax_t left_{};
};

std::expected<std::unique_ptr<Files>, Error> open_folder(const fs::path& path, FilesLimits limits) {
    std::vector<std::string> names;
    std::uintmax_t total{};
    std::error_code failed;
    for (auto entry = fs::directory_iterator{path, failed}; !failed && entry != fs::directory_iterator{};
         entry.increment(failed)) {
        const auto status = entry->symlink_status(failed);
        if (failed || status.type() != fs::file_type::regular) continue;
        const auto size = entry->file_size(failed);
        if (failed) break;
        auto name = entry->path().filename().string();
        if (names.size() == limits.files) return wrong(fmt::format("holds more than {} files", limits.files));
        if (size > limits.bytes - total) return wrong("holds more than may be read");
        total += size;
        const auto twice = [&](const std::string& other) { return same_word(other, name); };
        if (std::ranges::any_of(names, twice)) return wrong("holds two files whose names differ only in capitals");
        names.push_back(std::move(name));
    }
    if (failed) return refused(failed.value());
    std::ranges::sort(names);
    return std::make_unique<Folder>(path, std::move(names), limits.bytes);
}

}  // namespace

std::expected<std::unique_ptr<Files>, Error> open_files(const fs::path& path, FilesLimits limits) {
    Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.number() < 0) return refused(errno);
    struct stat facts {};
    if (::fstat(file.number(), &facts) != 0) return refused(errno);
    if (S_ISDIR(facts.st_mode)) return open_folder(path, limits);
    if (!S_ISREG(facts.st_mode)) return wrong("is neither a folder nor a zip");
    return open_zip(std::move(file), static_cast<std::uint64_t>(facts.st_size), limits);
}

}  // namespace monitor::roster
