// What does it take to read an administration: how fast beside Poco's SAX with an empty handler, and how much memory beside what
// was read?
//
//   roster_bench [--check]    a table; with --check exit 1 naming what falls short (release build)
//
// The exports are made while they are read, and the time that takes is taken off. Each line is a process of its own. CPU time of
// its one thread; memory is the peak of what was resident, above what was before, without the snapshot itself.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <istream>
#include <streambuf>

#include <Poco/SAX/DefaultHandler.h>
#include <Poco/SAX/InputSource.h>
#include <Poco/SAX/SAXParser.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "monitor/roster/readers.hpp"
#include "support/roster_samples.hpp"

using namespace monitor;
using Crowd = test::SampleSize;

namespace {

constexpr Instant october_2026{std::chrono::sys_days{std::chrono::year{2026} / 10 / 14}};

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_THREAD, &used);
    const auto seconds = [](const timeval& part) {
        return static_cast<double>(part.tv_sec) + static_cast<double>(part.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// What was made, and how long that took.
class Watched final : public roster::Source {
public:
    explicit Watched(std::unique_ptr<roster::Source> source) : source_{std::move(source)} {}
    std::expected<std::size_t, Error> read(std::span<std::byte> into) override {
        const double begin = cpu_seconds();
        auto got = source_->read(into);
        seconds += cpu_seconds() - begin;
        bytes += got.value_or(0);
        return got;
    }
    double seconds{};
    std::size_t bytes{};

private:
    std::unique_ptr<roster::Source> source_;
};

class Buffered final : public std::streambuf {
public:
    explicit Buffered(roster::Source& source) : source_{source} {}

protected:
    int_type underflow() override {
        const auto got = source_.read(std::as_writable_bytes(std::span{room_}));
        setg(room_.data(), room_.data(), room_.data() + got.value_or(0));
        return got.value_or(0) == 0 ? traits_type::eof() : traits_type::to_int_type(room_[0]);
    }

private:
    roster::Source& source_;
    std::vector<char> room_ = std::vector<char>(64 * 1024);
};

std::size_t kilobytes(std::string_view field) {
    std::ifstream status{"/proc/self/status"};
    for (std::string word; status >> word;) {
        std::size_t value{};
        if (word == field && status >> value) return value;
    }
    return 0;
}

// On the heap a block has eight bytes more and ends at sixteen; a short text is inside its string.
std::size_t own(const std::string& text) {
    return text.capacity() > 15 ? (text.capacity() + 1 + 8 + 15) / 16 * 16 : 0;
}
std::size_t own(const Personal<std::string>& text) {
    return own(text.reveal(Purpose::operate));
}
template <class Line>
std::size_t own_person(const Line& line) {
    std::size_t sum = own(line.key) + own(line.name) + own(line.user) + own(line.clues.first) + own(line.clues.infix) +
                      own(line.clues.surname) + own(line.clues.email) + own(line.clues.number);
    if (line.groups.capacity() > 0) sum += (line.groups.capacity() * sizeof(std::string) + 8 + 15) / 16 * 16;
    for (const auto& group : line.groups) sum += own(group);
    return sum;
}
std::size_t own(const roster::Snapshot& all) {
    std::size_t sum = all.pupils.size() * sizeof(roster::PupilLine) + all.staff.size() * sizeof(roster::StaffLine) +
                      all.groups.size() * sizeof(roster::GroupLine);
    for (const auto& line : all.pupils) sum += own_person(line);
    for (const auto& line : all.staff) sum += own_person(line);
    for (const auto& line : all.groups) sum += own(line.key) + own(line.name) + own(line.site);
    return sum;
}

struct Result {
    double seconds{}, megabytes{}, snapshot_megabytes{}, beside_megabytes{};
    std::size_t pupils{};
};
using Read = std::function<roster::Import(Watched&, Watched&)>;

// In a process of its own, so that nothing of an earlier line is in its memory.
Result apart(const std::function<Result()>& work) {
    int ends[2];
    if (::pipe(ends) != 0) return {};
    const auto child = ::fork();
    if (child == 0) {
        const auto result = work();
        ::_exit(::write(ends[1], &result, sizeof result) == sizeof result ? 0 : 1);
    }
    Result result;
    if (::read(ends[0], &result, sizeof result) != sizeof result) fmt::print(stderr, "roster_bench: a measurement broke off\n");
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);
    ::close(ends[1]);
    return result;
}

using Make = std::function<std::unique_ptr<roster::Source>()>;

// `again`: how often, where once is too short to be measured.
Result measured(const Read& read, const Make& first, const Make& second, int again) {
    return apart([&]() -> Result {
        Watched one{first()}, two{second()};
        std::ofstream{"/proc/self/clear_refs"} << "5";  // the peak begins anew
        const auto before = kilobytes("VmRSS:");
        const double begin = cpu_seconds();
        const auto import = read(one, two);
        double seconds = cpu_seconds() - begin - one.seconds - two.seconds;
        const auto grown = static_cast<double>(kilobytes("VmHWM:") - before) / 1024;
        const auto snapshot = static_cast<double>(own(import.snapshot)) / (1 << 20);
        if (again > 1) {
            const double more = cpu_seconds();
            double made = 0;
            for (int time = 0; time < again; ++time) {
                Watched next_one{first()}, next_two{second()};
                (void)read(next_one, next_two);
                made += next_one.seconds + next_two.seconds;
            }
            seconds = (cpu_seconds() - more - made) / again;
        }
        return {seconds, static_cast<double>(one.bytes + two.bytes) / 1e6, snapshot, grown - snapshot,
                import.snapshot.pupils.size()};
    });
}

roster::Import by_poco(Watched& source, Watched&) {
    Buffered buffer{source};
    std::istream stream{&buffer};
    Poco::XML::InputSource input{stream};
    Poco::XML::DefaultHandler deaf;
    Poco::XML::SAXParser parser;
    parser.setContentHandler(&deaf);
    parser.parse(&input);
    return {};
}

struct Row {
    std::string_view name;
    Read read;
    std::function<std::unique_ptr<roster::Source>(Crowd)> first, second;
};

const auto nothing = [](Crowd) { return roster::memory_source({}); };
const std::vector<Row> rows{
    {"EDEXML", [](Watched& one, Watched&) { return roster::read_edexml(one, {.now = october_2026}); },
     [](Crowd crowd) { return test::edexml_sample(crowd); }, nothing},
    {"UWLR", [](Watched& one, Watched&) { return roster::read_uwlr(one, {.now = october_2026}); },
     [](Crowd crowd) { return test::uwlr_sample(crowd); }, nothing},
    {"GKV", [](Watched& one, Watched& two) { return roster::read_gkv(one, two, {.now = october_2026, .brin = "10AA"}); },
     [](Crowd crowd) { return test::gkv_pupils_sample(crowd); }, [](Crowd crowd) { return test::gkv_staff_sample(crowd); }},
};

Result line(const Row& row, const Read& read, Crowd crowd) {
    return measured(
        read, [&] { return row.first(crowd); }, [&] { return row.second(crowd); }, crowd.pupils + crowd.leavers < 1000 ? 200 : 1);
}

void print(std::string_view name, std::string_view reader, Crowd crowd, const Result& result, double of_poco) {
    fmt::print("{:<7} {:<10} {:>8} {:>8} {:>8.1f} {:>8.3f} {:>8.1f} {:>8} {:>9.1f} {:>9.1f}\n", name, reader, crowd.pupils,
               crowd.leavers, result.megabytes, result.seconds, result.megabytes / result.seconds,
               of_poco > 0 ? fmt::format("{:.2f}", of_poco) : "", result.snapshot_megabytes, result.beside_megabytes);
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) {
    const bool check = count == 2 && std::string_view{words[1]} == "--check";
    if (count > 1 && !check) {
        fmt::print(stderr, "roster_bench: only --check is known\n");
        return 2;
    }
    int short_of = 0;
    const auto hold = [&](std::string_view what, double value, double most) {
        if (check && value > most) ++short_of, fmt::print("falls short: {}: {:.2f}, at most {:.2f}\n", what, value, most);
    };
    fmt::print("{:<7} {:<10} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>9} {:>9}\n", "form", "reader", "pupils", "leavers", "MB",
               "CPU s", "MB/s", "of Poco", "snap MiB", "beside MiB");
    for (const auto& row : rows)
        for (const std::size_t pupils : {250u, 250'000u}) {
            const Crowd crowd{.pupils = pupils};
            auto poco = line(row, by_poco, crowd), ours = line(row, row.read, crowd);
            for (int time = 1; time < 3; ++time) {  // neighbours only ever make it slower: the best of three, by turns
                poco.seconds = std::min(poco.seconds, line(row, by_poco, crowd).seconds);
                ours.seconds = std::min(ours.seconds, line(row, row.read, crowd).seconds);
            }
            const double of_poco = ours.megabytes / ours.seconds / (poco.megabytes / poco.seconds);
            print(row.name, "Poco SAX", crowd, poco, 0);
            print(row.name, "ours", crowd, ours, of_poco);
            if (ours.pupils != pupils)
                hold(fmt::format("{}: pupils missing", row.name), static_cast<double>(pupils - ours.pupils), 0);
            if (pupils < 1000) continue;
            hold(fmt::format("{}: share of Poco's speed below 0.6", row.name), 0.6 - of_poco, 0);
            hold(fmt::format("{}: MiB beside the snapshot", row.name), ours.beside_megabytes, 64);
        }
    double few = 0;
    for (const std::size_t leavers : {1'000u, 100'000u}) {
        const Crowd crowd{.leavers = leavers};
        const auto result = line(rows[0], rows[0].read, crowd);
        print("EDEXML", "ours", crowd, result, 0);
        if (few == 0)
            few = result.beside_megabytes;
        else
            hold("MiB more for a file a hundred times as long", result.beside_megabytes - few, 1);
    }
    return short_of == 0 ? 0 : 1;
}
