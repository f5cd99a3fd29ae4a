// roster: how are the files of a zip read, without unpacking it to a disk?

#include "roster/files_zip.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>
#include <zlib.h>

#include "monitor/base/ascii.hpp"
#include "roster/wiping.hpp"

namespace monitor::roster {
namespace {

std::unexpected<Error> wrong(std::string_view name, std::string_view what) {
    return std::unexpected{Error{Remedy::correct_input, "read from a zip", 0, fmt::format("{}: {}", name, what)}};
}

// zlib's own memory holds up to 32 KiB of what was unpacked, passwords of others among it: wiped before it is given back.
struct Wiped {
    std::size_t bytes;
    std::size_t padding;
};
void* allot(void*, unsigned items, unsigned size) {
    const auto bytes = std::size_t{items} * size;
    auto* block = static_cast<Wiped*>(std::malloc(sizeof(Wiped) + bytes));
    if (block == nullptr) return nullptr;
    block->bytes = bytes;
    return block + 1;
}
void wipe_and_free(void*, void* given) {
    auto* block = static_cast<Wiped*>(given) - 1;
    wipe(given, block->bytes);
    std::free(block);
}

/// What stands between two offsets of the zip, unpacked; held to the size and the sum its index names.
class Entry final : public Source {
public:
    Entry(const Descriptor& file, ZipEntry entry, std::uint64_t data) : file_{file}, entry_{std::move(entry)}, at_{data} {
        stream_.zalloc = allot;
        stream_.zfree = wipe_and_free;
        ready_ = entry_.method == 0 || inflateInit2(&stream_, -MAX_WBITS) == Z_OK;
    }
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    ~Entry() override {
        if (entry_.method != 0 && ready_) inflateEnd(&stream_);
        wipe(packed_.data(), packed_.size());
    }

    std::expected<std::size_t, Error> read(std::span<std::byte> into) override {
        if (!ready_) return std::unexpected{Error{Remedy::try_again, "unpack a file", 0, "memory"}};
        if (into.empty() || over_) return std::size_t{0};
        auto got = entry_.method == 0 ? stored(into) : inflated(into);
        if (!got) return got;
        crc_ = ::crc32(crc_, reinterpret_cast<const Bytef*>(into.data()), static_cast<uInt>(*got));
        unpacked_ += *got;
        if (*got == 0) {
            over_ = true;
            if (unpacked_ != entry_.unpacked) return wrong(entry_.name, "is shorter than the zip says; make the zip again");
            if (crc_ != entry_.crc) return wrong(entry_.name, "its sum is not what the zip says; make the zip again");
        }
        return got;
    }

private:
    std::expected<std::size_t, Error> stored(std::span<std::byte> into) {
        into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), entry_.packed)));
        if (auto read = file_.read_at(at_, into); !read) return std::unexpected{read.error()};
        at_ += into.size();
        entry_.packed -= into.size();
        return into.size();
    }

    std::expected<void, Error> more() {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(packed_.size(), entry_.packed));
        if (count == 0) return wrong(entry_.name, "ends too early; make the zip again");
        if (auto read = file_.read_at(at_, std::span{packed_}.first(count)); !read) return read;
        at_ += count;
        entry_.packed -= count;
        stream_.next_in = reinterpret_cast<Bytef*>(packed_.data());
        stream_.avail_in = static_cast<uInt>(count);
        return {};
    }

    std::expected<std::size_t, Error> inflated(std::span<std::byte> into) {
        into = into.first(std::min<std::size_t>(into.size(), 1U << 20U));
        stream_.next_out = reinterpret_cast<Bytef*>(into.data());
        stream_.avail_out = static_cast<uInt>(into.size());
        while (!ended_ && stream_.avail_out == into.size()) {
            if (stream_.avail_in == 0) {
                if (auto fed = more(); !fed) return std::unexpected{fed.error()};
            }
            const int answer = ::inflate(&stream_, Z_NO_FLUSH);
            ended_ = answer == Z_STREAM_END;
            if (answer != Z_OK && answer != Z_STREAM_END) return wrong(entry_.name, "cannot be unpacked; make the zip again");
        }
        const auto got = into.size() - stream_.avail_out;
        if (got > entry_.unpacked - unpacked_)
            return wrong(entry_.name, "unpacks to more than the zip says; it is not to be trusted");
        return got;
    }

    const Descriptor& file_;
    ZipEntry entry_;
    std::uint64_t at_{};
    std::uint64_t unpacked_{};
    uLong crc_{::crc32(0, nullptr, 0)};
    z_stream stream_{};
    std::array<std::byte, 16384> packed_{};
    bool ready_{}, ended_{}, over_{};
};

class Zip final : public Files {
public:
    Zip(Descriptor file, std::vector<ZipEntry> entries) : file_{std::move(file)}, entries_{std::move(entries)} {}

    [[nodiscard]] std::vector<std::string> names() const override {
        std::vector<std::string> names;
        names.reserve(entries_.size());
        for (const auto& entry : entries_) names.push_back(entry.name);
        return names;
    }

    std::expected<std::unique_ptr<Source>, Error> open(std::string_view name) override {
        const auto entry = std::ranges::find_if(entries_, [&](const ZipEntry& one) { return same_word(one.name, name); });
        if (entry == entries_.end())
            return std::unexpected{Error{Remedy::not_found, "open a file of a zip", 0, std::string{name}}};
        std::array<std::byte, zip_local_header> head{};
        if (auto read = file_.read_at(entry->header, head); !read) return std::unexpected{read.error()};
        Bytes local(le16(head.data() + 26));
        if (le32(head.data()) != 0x04034b50 || local.size() != entry->name.size())
            return wrong(entry->name, "the zip contradicts itself; make it again");
        if (auto read = file_.read_at(entry->header + head.size(), local); !read) return std::unexpected{read.error()};
        if (as_text(local) != entry->name || le16(head.data() + 8) != entry->method)
            return wrong(entry->name, "the zip contradicts itself; make it again");
        const auto data = entry->header + head.size() + local.size() + le16(head.data() + 28);
        return std::make_unique<Entry>(file_, *entry, data);
    }

private:
    Descriptor file_;
    std::vector<ZipEntry> entries_;
};

}  // namespace

std::expected<std::unique_ptr<Files>, Error> open_zip(Descriptor file, std::uint64_t size, FilesLimits limits) {
    auto entries = zip_index(file, size, limits);
    if (!entries) return std::unexpected{entries.error()};
    return std::make_unique<Zip>(std::move(file), *std::move(entries));
}

}  // namespace monitor::roster
