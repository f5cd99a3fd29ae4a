#pragma once
// support: a zip, honest or not, as bytes.

#include <cstdint>
#include <string>
#include <vector>

#include <zlib.h>

namespace monitor::test {

/// One file of the zip, and what the zip says about it where that is not the truth.
struct Zipped {
    std::string name{};
    std::string text{};
    std::uint16_t method{8};
    std::uint16_t flags{};
    std::int64_t says_bytes{-1};  ///< unpacked, in the index; -1: the truth
    std::int64_t says_sum{-1};
    std::string local_name{};                                             ///< in front of the data; "": the same
    enum class Sizes : std::uint8_t { in_front, behind, zip64 } sizes{};  ///< behind: a data descriptor
};

class ZipWriter {
public:
    void add(const Zipped& file) {
        const auto packed = file.method == 8 ? deflated(file.text) : file.text;
        const auto sum = ::crc32(0, reinterpret_cast<const Bytef*>(file.text.data()), static_cast<uInt>(file.text.size()));
        const auto said = file.says_bytes < 0 ? file.text.size() : static_cast<std::uint64_t>(file.says_bytes);
        const auto said_sum = file.says_sum < 0 ? sum : static_cast<std::uint32_t>(file.says_sum);
        const bool behind = file.sizes == Zipped::Sizes::behind, wide = file.sizes == Zipped::Sizes::zip64;
        const auto flags = static_cast<std::uint16_t>(file.flags | (behind ? 8 : 0));
        const auto offset = text_.size();
        const auto& local = file.local_name.empty() ? file.name : file.local_name;
        put(4, 0x04034b50), put(2, wide ? 45 : 20), put(2, flags), put(2, file.method), put(4, 0);
        put(4, behind ? 0 : sum), put(4, wide ? 0xffffffff : behind ? 0 : packed.size());
        put(4, wide ? 0xffffffff : behind ? 0 : file.text.size()), put(2, local.size()), put(2, wide ? 20 : 0);
        text_ += local;
        if (wide) put(2, 1), put(2, 16), put(8, file.text.size()), put(8, packed.size());
        text_ += packed;
        if (behind) put(4, 0x08074b50), put(4, sum), put(4, packed.size()), put(4, file.text.size());
        std::swap(text_, index_);
        put(4, 0x02014b50), put(2, 20), put(2, 20), put(2, flags), put(2, file.method), put(4, 0), put(4, said_sum);
        put(4, wide ? 0xffffffff : packed.size()), put(4, wide ? 0xffffffff : said), put(2, file.name.size());
        put(2, wide ? 28 : 0), put(2, 0), put(2, 0), put(2, 0), put(4, 0), put(4, wide ? 0xffffffff : offset);
        text_ += file.name;
        if (wide) put(2, 1), put(2, 24), put(8, said), put(8, packed.size()), put(8, offset);
        std::swap(text_, index_);
        ++count_;
    }
    /// With the index once more for each entry where `times` > 1: many files made of the same bytes.
    std::string whole(std::string comment = {}, int times = 1) {
        const auto offset = text_.size();
        for (int time = 0; time < times; ++time) text_ += index_;
        const auto length = text_.size() - offset;
        put(4, 0x06054b50), put(2, 0), put(2, 0), put(2, count_ * static_cast<unsigned>(times));
        put(2, count_ * static_cast<unsigned>(times)), put(4, length), put(4, offset), put(2, comment.size());
        return text_ + comment;
    }
    /// The same with a zip64 end.
    std::string whole64() {
        const auto offset = text_.size();
        text_ += index_;
        const auto end = text_.size(), length = end - offset;
        put(4, 0x06064b50), put(8, 44), put(2, 45), put(2, 45), put(4, 0), put(4, 0), put(8, count_), put(8, count_);
        put(8, length), put(8, offset), put(4, 0x07064b50), put(4, 0), put(8, end), put(4, 1);
        put(4, 0x06054b50), put(2, 0xffff), put(2, 0xffff), put(2, 0xffff), put(2, 0xffff), put(4, 0xffffffff),
            put(4, 0xffffffff), put(2, 0);
        return text_;
    }

private:
    void put(int bytes, std::uint64_t value) {
        for (int at = 0; at < bytes; ++at) text_ += static_cast<char>(value >> (8 * at) & 0xff);
    }
    static std::string deflated(const std::string& text) {
        z_stream stream{};
        deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
        std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
        stream.avail_in = static_cast<uInt>(text.size());
        stream.next_out = reinterpret_cast<Bytef*>(packed.data());
        stream.avail_out = static_cast<uInt>(packed.size());
        ::deflate(&stream, Z_FINISH);
        packed.resize(packed.size() - stream.avail_out);
        deflateEnd(&stream);
        return packed;
    }

    std::string text_{}, index_{};
    unsigned count_{};
};

}  // namespace monitor::test
