// roster: how does an import get at bytes in memory or in a file, without keeping a copy of them?

#include "monitor/roster/source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace monitor::roster {
namespace {

class MemorySource final : public Source {
public:
    explicit MemorySource(BytesView bytes) : left_{bytes} {}

    std::expected<std::size_t, Error> read(std::span<std::byte> into) override {
        const auto count = std::min(into.size(), left_.size());
        if (count > 0) std::memcpy(into.data(), left_.data(), count);
        left_ = left_.subspan(count);
        return count;
    }

private:
    BytesView left_;
};

// Straight into the reader's own buffer: a stream's buffer would keep the last pupils after the import is over.
class FileSource final : public Source {
public:
    FileSource(int file, std::string name) : file_{file}, name_{std::move(name)} {}
    ~FileSource() override { ::close(file_); }
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;
    FileSource(FileSource&&) = delete;
    FileSource& operator=(FileSource&&) = delete;

    std::expected<std::size_t, Error> read(std::span<std::byte> into) override {
        while (true) {
            const auto count = ::read(file_, into.data(), into.size());
            if (count >= 0) return static_cast<std::size_t>(count);
            if (errno != EINTR) return std::unexpected{Error{Remedy::ask_operator, "read a file", errno, name_}};
        }
    }

private:
    int file_;
    std::string name_;
};

}  // namespace

std::unique_ptr<Source> memory_source(BytesView bytes) {
    return std::make_unique<MemorySource>(bytes);
}

std::expected<std::unique_ptr<Source>, Error> file_source(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        const auto remedy = errno == ENOENT || errno == ENOTDIR ? Remedy::not_found : Remedy::ask_operator;
        return std::unexpected{Error{remedy, "open a file", errno, path.string()}};
    }
    return std::make_unique<FileSource>(file, path.string());
}

}  // namespace monitor::roster
