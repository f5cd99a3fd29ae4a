#pragma once
// support: does a mark that must not come in stand anywhere in the memory of this process?
//
// Files are written by a child, with a mark in every field that must not come in; this process knows the mark only in disguise,
// so that a hit is never our own. Then all memory that can be written is searched, the heap with what was given back to it
// included.

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace monitor::test {

inline constexpr unsigned char disguise = 0x5a;
using Mark = std::array<unsigned char, 14>;

consteval Mark disguised(const char (&text)[15]) {
    Mark mark{};
    for (std::size_t at = 0; at < mark.size(); ++at) mark[at] = static_cast<unsigned char>(text[at]) ^ disguise;
    return mark;
}
inline constexpr Mark forbidden = disguised("KanarieVogel7x"), allowed = disguised("ZebraVinkje42y");

// '@' becomes the forbidden mark and '~' the allowed one; in a child, so that neither was ever in this process.
inline void write_marked(const std::filesystem::path& path, const std::string& text) {
    const auto child = ::fork();
    if (child == 0) {
        std::FILE* file = std::fopen(path.c_str(), "wb");
        for (const char sign : text) {
            if (sign != '@' && sign != '~')
                std::fputc(sign, file);
            else
                for (const auto part : sign == '@' ? forbidden : allowed) std::fputc(part ^ disguise, file);
        }
        ::_exit(std::fclose(file));
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    REQUIRE(status == 0);
}

inline std::size_t hits(std::span<const unsigned char> bytes, const Mark& mark) {
    std::size_t found = 0;
    const unsigned char first = mark[0] ^ disguise;  // one letter alone is no mark
    while (bytes.size() >= mark.size()) {
        const auto* at = static_cast<const unsigned char*>(std::memchr(bytes.data(), first, bytes.size() - mark.size() + 1));
        if (at == nullptr) break;
        bytes = bytes.subspan(static_cast<std::size_t>(at - bytes.data()));
        std::size_t same = 1;
        while (same < mark.size() && (bytes[same] ^ disguise) == mark[same]) ++same;
        found += same == mark.size();
        bytes = bytes.subspan(1);
    }
    return found;
}

// How often the mark stands in memory that can be written. What is larger than 4 GiB is the sanitizer's own shadow.
inline std::size_t in_memory(const Mark& mark) {
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    REQUIRE(memory >= 0);
    std::ifstream maps{"/proc/self/maps"};
    std::vector<unsigned char> piece(1 << 20);
    std::size_t found = 0;
    for (std::string line; std::getline(maps, line);) {
        unsigned long from{}, until{};
        char rights[8]{};
        REQUIRE(std::sscanf(line.c_str(), "%lx-%lx %7s", &from, &until, rights) == 3);
        if (rights[0] != 'r' || rights[1] != 'w' || until - from > (4ul << 30)) continue;
        for (auto at = from; at < until; at += piece.size() - mark.size()) {  // pieces overlap by one mark
            const auto got = ::pread(memory, piece.data(), std::min(piece.size(), until - at), static_cast<off_t>(at));
            if (got <= 0) break;
            found += hits(std::span{piece}.first(static_cast<std::size_t>(got)), mark);
        }
        std::ranges::fill(piece, 0);
    }
    ::close(memory);
    return found;
}

}  // namespace monitor::test
