// store: is there one picture of a pupil in this process, and after its deadline none?

#include "store/latest_pictures.hpp"

#include <cstring>
#include <fstream>
#include <set>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "contract/pictures_contract.hpp"
#include "monitor/seal/secret.hpp"
#include "support/manual_clock.hpp"

using namespace monitor;
using namespace std::chrono_literals;

namespace {

const Instant noon = Instant{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1}} + 10h;
const SchoolId school{{std::byte{1}}};
const PupilId sanne{{std::byte{1}}};

// A picture full of one byte sequence; the sequence itself stands nowhere in memory, only its mirror.
constexpr std::array<unsigned char, 16> mirrored{0x5e, 0x91, 0x3c, 0xf2, 0x88, 0x17, 0xa4, 0x6b,
                                                 0xd0, 0x2f, 0xc5, 0x49, 0x93, 0x7a, 0xe6, 0x1d};
std::byte at(std::size_t index) {
    return static_cast<std::byte>(mirrored[index % mirrored.size()] ^ 0xff);
}

void keep(store::LatestPictures& pictures, Instant now) {
    Bytes picture(4096);
    for (std::size_t index = 0; index < picture.size(); ++index) picture[index] = at(index);
    pictures.keep(school, sanne, picture, now);
    seal::wipe(picture);
}

// In how many mappings of this process the picture can be found. Read in pieces, through a buffer that is left out of the search.
int copies() {
    constexpr std::size_t piece = 1 << 20;
    void* const pages = ::mmap(nullptr, piece, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    auto* const buffer = static_cast<unsigned char*>(pages);
    const auto own = reinterpret_cast<std::uint64_t>(pages);
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    std::ifstream maps{"/proc/self/maps"};
    std::set<std::uint64_t> found;
    for (std::string line; std::getline(maps, line);) {
        std::uint64_t first{}, last{};
        if (std::sscanf(line.c_str(), "%lx-%lx", &first, &last) != 2 || line.find(" rw") == std::string::npos) continue;
        if (last - first > (256U << 20)) continue;  // the sanitizer's shadow
        for (auto from = first; from < last; from += piece) {
            if (from < own + piece && own < from + piece) continue;
            const auto size = ::pread(memory, buffer, std::min<std::uint64_t>(piece, last - from), static_cast<off_t>(from));
            for (auto* at = buffer; size > 0; ++at) {
                const auto left = static_cast<std::size_t>(buffer + size - at);
                at = static_cast<unsigned char*>(std::memchr(at, mirrored[0] ^ 0xff, left));
                if (at == nullptr || buffer + size - at < static_cast<std::ptrdiff_t>(mirrored.size())) break;
                const auto same = [](unsigned char here, unsigned char there) { return (here ^ 0xff) == there; };
                // One copy is one mapping: it repeats itself within.
                if (std::equal(mirrored.begin(), mirrored.end(), at, [&](auto there, auto here) { return same(here, there); })) {
                    found.insert(first);
                    break;
                }
            }
            std::memset(buffer, 0, piece);
        }
    }
    ::close(memory);
    ::munmap(pages, piece);
    return static_cast<int>(found.size());
}

// Mappings that a core dump leaves out.
int undumped() {
    std::ifstream smaps{"/proc/self/smaps"};
    int count{};
    for (std::string line; std::getline(smaps, line);) {
        if (line.starts_with("VmFlags:") && line.find(" dd") != std::string::npos) ++count;
    }
    return count;
}

bool readable(store::LatestPictures& pictures, Instant now) {
    return pictures.latest(school, contract::permit(sanne, now + 1h), now).has_value();
}

}  // namespace

TEST_CASE("after ten thousand pictures of one pupil one is in this process, and after its deadline none", "[store]") {
    REQUIRE(copies() == 0);
    const auto pictures = store::make_latest_pictures(48h);
    for (int round = 0; round < 10'000; ++round) keep(*pictures, noon);
    CHECK(pictures->count() == 1);
    CHECK(copies() == 1);
    CHECK(readable(*pictures, noon));
    CHECK(copies() == 1);  // the one handed out was overwritten when it went
    CHECK(pictures->sweep(noon + 48h) == 1);
    CHECK(copies() == 0);
}

TEST_CASE("a picture that goes in any other way leaves nothing behind either", "[store]") {
    auto pictures = store::make_latest_pictures(48h);
    keep(*pictures, noon);
    CHECK_FALSE(readable(*pictures, noon + 48h));
    CHECK(copies() == 0);
    keep(*pictures, noon);
    pictures->erase(school, sanne);
    CHECK(copies() == 0);
    keep(*pictures, noon);
    pictures->keep(school, sanne, Bytes(10, std::byte{1}), noon);
    CHECK(copies() == 0);
    keep(*pictures, noon);
    pictures.reset();
    CHECK(copies() == 0);
}

TEST_CASE("pictures lie where no core dump looks", "[store]") {
    const auto before = undumped();
    const auto pictures = store::make_latest_pictures(48h);
    keep(*pictures, noon);
    CHECK(undumped() > before);
}

TEST_CASE("the test of the deadline would notice if the check were gone", "[store]") {
    const auto honest = store::make_latest_pictures(48h, store::DeadlineCheck::on);
    const auto broken = store::make_latest_pictures(48h, store::DeadlineCheck::off);
    keep(*honest, noon);
    keep(*broken, noon);
    CHECK_FALSE(readable(*honest, noon + 48h));
    CHECK(readable(*broken, noon + 48h));
    CHECK(honest->count() == 0);
    CHECK(broken->sweep(noon + 48h) == 0);
}

TEST_CASE("a school may shorten the life of a picture, and nobody may lengthen it", "[store]") {
    const auto brief = store::make_latest_pictures(1h), greedy = store::make_latest_pictures(1000h);
    keep(*brief, noon);
    keep(*greedy, noon);
    CHECK(readable(*brief, noon + 1h - 1ms));
    CHECK_FALSE(readable(*brief, noon + 1h));
    CHECK(readable(*greedy, noon + 48h - 1ms));
    CHECK_FALSE(readable(*greedy, noon + 48h));
}
