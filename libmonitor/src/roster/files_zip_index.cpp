// roster: which files does a zip hold, and where in it does each begin?

#include "roster/files_zip_index.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "monitor/base/ascii.hpp"

namespace monitor::roster {
namespace {

constexpr std::size_t end_record = 22, central_header = 46, zip64_record = 56, zip64_locator = 20;
constexpr std::size_t most_entries = 1024;          // also what lies in folders and is not listed
constexpr std::uint64_t largest_index = 1U << 20U;  // 1,024 bytes an entry: names and extras together
constexpr std::uint16_t locked = 1U << 0U, strongly_locked = 1U << 6U, masked = 1U << 13U;

std::unexpected<Error> wrong(std::string what) {
    return std::unexpected{Error{Remedy::correct_input, "open a zip", 0, std::move(what)}};
}

/// Where the central directory lies, as the end of the file says.
struct Index {
    std::uint64_t entries{}, bytes{}, offset{}, end{};
};

class Reader {
public:
    Reader(const Descriptor& file, std::uint64_t size, FilesLimits limits) : file_{file}, size_{size}, limits_{limits} {}

    std::expected<std::vector<ZipEntry>, Error> run() {
        const auto index = find();
        if (!index) return std::unexpected{index.error()};
        if (index->entries > most_entries || index->bytes > largest_index)
            return wrong(fmt::format("holds more than {} entries; give only the files of the delivery", most_entries));
        Bytes bytes(index->bytes);
        if (auto read = file_.read_at(index->offset, bytes); !read) return std::unexpected{read.error()};
        BytesView rest{bytes};
        for (std::uint64_t at = 0; at < index->entries; ++at) {
            if (auto taken = take(rest, at + 1, *index); !taken) return std::unexpected{taken.error()};
        }
        if (!rest.empty()) return wrong("its list of files is not whole");
        return whole(*index);
    }

private:
    std::expected<Index, Error> find() {
        if (size_ < end_record) return wrong("is no zip: it is too short");
        const auto reach = std::min<std::uint64_t>(size_, end_record + 65535);
        Bytes tail(reach);
        if (auto read = file_.read_at(size_ - reach, tail); !read) return std::unexpected{read.error()};
        for (std::size_t at = tail.size() - end_record + 1; at-- > 0;) {
            const auto* record = tail.data() + at;
            if (le32(record) != 0x06054b50 || le16(record + 20) != tail.size() - at - end_record) continue;
            return found(record, size_ - reach + at);
        }
        return wrong("is no zip, or only part of one: its end is missing");
    }

    std::expected<Index, Error> found(const std::byte* record, std::uint64_t at) {
        Index index{le16(record + 10), le32(record + 12), le32(record + 16), at};
        if (le16(record + 4) == 0xffff || index.entries == 0xffff || index.bytes == 0xffffffff || index.offset == 0xffffffff) {
            if (auto larger = zip64(at)) {
                index = *larger;
            } else {
                return larger;
            }
        } else if (le16(record + 4) != 0 || le16(record + 6) != 0 || le16(record + 8) != index.entries) {
            return wrong("is one of several parts; make one zip of it");
        }
        if (index.offset > index.end || index.bytes != index.end - index.offset)
            return wrong("its list of files is not where its end says");
        return index;
    }

    std::expected<Index, Error> zip64(std::uint64_t end) {
        std::byte locator[zip64_locator];
        std::byte record[zip64_record];
        if (end < zip64_locator + zip64_record) return wrong("is no whole zip64");
        if (auto read = file_.read_at(end - zip64_locator, locator); !read) return std::unexpected{read.error()};
        const auto at = le64(locator + 8);
        if (le32(locator) != 0x07064b50 || le32(locator + 4) != 0 || le32(locator + 16) != 1 ||
            at > end - zip64_locator - zip64_record)
            return wrong("is no whole zip64, or one of several parts");
        if (auto read = file_.read_at(at, record); !read) return std::unexpected{read.error()};
        if (le32(record) != 0x06064b50 || le64(record + 4) != end - zip64_locator - at - 12 || le32(record + 16) != 0 ||
            le32(record + 20) != 0 || le64(record + 24) != le64(record + 32))
            return wrong("is no whole zip64, or one of several parts");
        return Index{le64(record + 32), le64(record + 40), le64(record + 48), at};
    }

    // One entry of the list, off the front of `rest`.
    std::expected<void, Error> take(BytesView& rest, std::uint64_t number, const Index& index) {
        if (rest.size() < central_header || le32(rest.data()) != 0x02014b50) return wrong("its list of files is not whole");
        const auto* head = rest.data();
        const std::size_t name = le16(head + 28), extra = le16(head + 30), comment = le16(head + 32);
        if (rest.size() - central_header < name + extra + comment) return wrong("its list of files is not whole");
        ZipEntry entry{std::string{as_text(rest.subspan(central_header, name))},
                       le32(head + 42),
                       le32(head + 20),
                       le32(head + 24),
                       le32(head + 16),
                       le16(head + 10)};
        if (!widened(entry, rest.subspan(central_header + name, extra)) || le16(head + 34) != 0)
            return wrong(fmt::format("entry {}: its sizes are not whole", number));
        if ((le16(head + 8) & (locked | strongly_locked | masked)) != 0)
            return wrong(fmt::format("entry {} is locked; make a zip without a password", number));
        rest = rest.subspan(central_header + name + extra + comment);
        return keep(std::move(entry), number, index);
    }

    // Sizes that do not fit in 32 bits stand in the zip64 extra, in this order and only those.
    static bool widened(ZipEntry& entry, BytesView extra) {
        BytesView wide;
        while (extra.size() >= 4) {
            const std::size_t length = le16(extra.data() + 2);
            if (extra.size() - 4 < length) return false;
            if (le16(extra.data()) == 1) wide = extra.subspan(4, length);
            extra = extra.subspan(4 + length);
        }
        for (auto* size : {&entry.unpacked, &entry.packed, &entry.header}) {
            if (*size != 0xffffffff) continue;
            if (wide.size() < 8) return false;
            *size = le64(wide.data());
            wide = wide.subspan(8);
        }
        return true;
    }

    std::expected<void, Error> keep(ZipEntry entry, std::uint64_t number, const Index& index) {
        const auto least = zip_local_header + entry.name.size();
        if (entry.header > index.offset || index.offset - entry.header < least ||
            index.offset - entry.header - least < entry.packed)
            return wrong(fmt::format("entry {} lies outside the zip", number));
        spans_.emplace_back(entry.header, entry.header + least + entry.packed);
        if (leads_out(entry.name)) return wrong(fmt::format("entry {}: its name leads out of the zip", number));
        if (entry.name.find_first_of("/\\") != std::string::npos) return {};  // in a folder: not ours
        if (entry.method != 0 && entry.method != 8)
            return wrong(fmt::format("entry {} is packed in a way that is not read; use deflate", number));
        if (entry.method == 0 && entry.packed != entry.unpacked) return wrong(fmt::format("entry {}: its sizes differ", number));
        if (entry.unpacked > limits_.bytes - total_) return wrong("unpacks to more than may be read");
        total_ += entry.unpacked;
        if (entries_.size() == limits_.files) return wrong(fmt::format("holds more than {} files", limits_.files));
        const auto twice = [&](const ZipEntry& other) { return same_word(other.name, entry.name); };
        if (std::ranges::any_of(entries_, twice)) return wrong(fmt::format("entry {}: its name comes twice", number));
        entries_.push_back(std::move(entry));
        return {};
    }

    static bool leads_out(const std::string& name) {
        if (name.empty() || name.front() == '/' || name.front() == '\\') return true;
        if (std::ranges::any_of(name, [](char sign) { return static_cast<unsigned char>(sign) < ' ' || sign == 0x7f; }))
            return true;
        if (name.size() > 1 && name[1] == ':') return true;
        for (std::size_t from = 0; from <= name.size();) {
            const auto to = std::min(name.find_first_of("/\\", from), name.size());
            if (const auto part = std::string_view{name}.substr(from, to - from); part == ".." || part == ".") return true;
            from = to + 1;
        }
        return false;
    }

    // One run of bytes unpacked as many files is how a small zip becomes endless.
    std::expected<std::vector<ZipEntry>, Error> whole(const Index&) {
        std::ranges::sort(spans_);
        for (std::size_t at = 1; at < spans_.size(); ++at) {
            if (spans_[at].first < spans_[at - 1].second) return wrong("two of its files lie over each other");
        }
        return std::move(entries_);
    }

    const Descriptor& file_;
    std::uint64_t size_{};
    FilesLimits limits_{};
    std::uint64_t total_{};
    std::vector<ZipEntry> entries_{};
    std::vector<std::pair<std::uint64_t, std::uint64_t>> spans_{};
};

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

std::expected<void, Error> Descriptor::read_at(std::uint64_t offset, std::span<std::byte> into) const {
    while (!into.empty()) {
        const auto got = ::pread(number_, into.data(), into.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::unexpected{Error{Remedy::ask_operator, "read a file", errno, ""}};
        if (got == 0) return std::unexpected{Error{Remedy::correct_input, "read a file", 0, "ends too early"}};
        offset += static_cast<std::uint64_t>(got);
        into = into.subspan(static_cast<std::size_t>(got));
    }
    return {};
}

std::expected<std::vector<ZipEntry>, Error> zip_index(const Descriptor& file, std::uint64_t size, FilesLimits limits) {
    return Reader{file, size, limits}.run();
}

}  // namespace monitor::roster
