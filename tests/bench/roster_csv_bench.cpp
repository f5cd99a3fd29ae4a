// What does it take to read OneRoster and School Data Sync: one school, one of 250,000 pupils, and one out of a thousand schools?
//
//   roster_csv_bench [--check]    a table; with --check exit 1 naming what falls short (release build)
//
// The files are made while they are read, and the time that takes is taken off. Each line is a process of its own: CPU seconds of
// its one thread, and the peak of resident memory above what was there before, the school that was read included.

#include <cstdio>
#include <fstream>
#include <functional>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "monitor/roster/readers.hpp"
#include "support/roster_samples.hpp"

using namespace monitor;

namespace {

constexpr Instant november_2026{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_THREAD, &used);
    const auto seconds = [](const timeval& part) {
        return static_cast<double>(part.tv_sec) + static_cast<double>(part.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

std::size_t kilobytes(std::string_view field) {
    std::ifstream status{"/proc/self/status"};
    for (std::string word; status >> word;) {
        std::size_t value{};
        if (word == field && status >> value) return value;
    }
    return 0;
}

struct Result {
    double seconds{}, megabytes{}, peak{};
    std::size_t pupils{}, guardians{};
};

/// What was made, and how long that took.
class Watched final : public roster::Files {
public:
    Watched(std::unique_ptr<roster::Files> files, Result& result, double& making)
        : files_{std::move(files)}, result_{result}, making_{making} {}
    std::vector<std::string> names() const override { return files_->names(); }
    std::expected<std::unique_ptr<roster::Source>, Error> open(std::string_view name) override {
        auto source = files_->open(name);
        if (!source) return source;
        return std::make_unique<Stream>(*std::move(source), result_, making_);
    }

private:
    struct Stream final : roster::Source {
        Stream(std::unique_ptr<roster::Source> source, Result& result, double& making)
            : source_{std::move(source)}, result_{result}, making_{making} {}
        std::expected<std::size_t, Error> read(std::span<std::byte> into) override {
            const double begin = cpu_seconds();
            auto got = source_->read(into);
            making_ += cpu_seconds() - begin;
            result_.megabytes += static_cast<double>(got.value_or(0)) / 1e6;
            return got;
        }
        std::unique_ptr<roster::Source> source_;
        Result& result_;
        double& making_;
    };
    std::unique_ptr<roster::Files> files_;
    Result& result_;
    double& making_;
};

struct Form {
    std::string_view name;
    std::function<std::unique_ptr<roster::Files>(const test::SampleSize&)> made;
    std::function<roster::Import(roster::Files&, roster::Reading)> read;
};
const auto read_oneroster = [](roster::Files& files, roster::Reading reading) {
    return roster::read_oneroster(files, std::move(reading));
};
const auto read_sds = [](roster::Files& files, roster::Reading reading) { return roster::read_sds(files, std::move(reading)); };
const std::vector<Form> forms{
    {"OneRoster 1.1", [](const auto& size) { return test::oneroster_sample(size, test::OneRosterSample::v1_1); }, read_oneroster},
    {"OneRoster 1.2", [](const auto& size) { return test::oneroster_sample(size, test::OneRosterSample::v1_2); }, read_oneroster},
    {"SDS v1", [](const auto& size) { return test::sds_sample(size, test::SdsSample::v1); }, read_sds},
    {"SDS v2.1", [](const auto& size) { return test::sds_sample(size, test::SdsSample::v2_1); }, read_sds}};

Result work(const Form& form, const test::SampleSize& size, roster::Wanted wanted) {
    Result result;
    double making{};
    Watched files{form.made(size), result, making};
    std::ofstream{"/proc/self/clear_refs"} << "5";  // the peak begins anew
    const auto before = kilobytes("VmRSS:");
    const double begin = cpu_seconds();
    const auto import = form.read(files, {.wanted = wanted, .now = november_2026, .brin = test::brin_of(size.schools / 2)});
    result.seconds = cpu_seconds() - begin - making;
    result.peak = static_cast<double>(kilobytes("VmHWM:") - before) / 1024;
    result.pupils = import.snapshot.pupils.size();
    result.guardians = import.snapshot.guardians.size();
    return result;
}

Result apart(const std::function<Result()>& measure) {
    int ends[2];
    if (::pipe(ends) != 0) return {};
    const auto child = ::fork();
    if (child == 0) {
        const auto result = measure();
        ::_exit(::write(ends[1], &result, sizeof result) == sizeof result ? 0 : 1);
    }
    Result result;
    if (::read(ends[0], &result, sizeof result) != sizeof result)
        fmt::print(stderr, "roster_csv_bench: a measurement broke off\n");
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);
    ::close(ends[1]);
    return result;
}

}  // namespace

int main(int count, char** words) {
    const bool check = count == 2 && std::string_view{words[1]} == "--check";
    if (count > 1 && !check) {
        fmt::print(stderr, "roster_csv_bench: only --check is known\n");
        return 2;
    }
    bool falls_short = false;
    fmt::print("{:<14} {:>8} {:>8} {:<7} {:>8} {:>8} {:>8} {:>9} {:>8} {:>9}\n", "form", "schools", "pupils", "wanted", "MB read",
               "CPU s", "MB/s", "peak MiB", "read", "guardians");
    for (const auto& form : forms) {
        for (const auto& [schools, pupils] : {std::pair<std::size_t, std::size_t>{1, 250}, {1, 250'000}, {1'000, 250}}) {
            for (const auto wanted : {roster::Wanted::look_along, roster::Wanted::look_along_and_portal}) {
                const auto result = apart([&] { return work(form, {.schools = schools, .pupils = pupils}, wanted); });
                fmt::print("{:<14} {:>8} {:>8} {:<7} {:>8.1f} {:>8.3f} {:>8.1f} {:>9.1f} {:>8} {:>9}\n", form.name, schools,
                           pupils, wanted == roster::Wanted::look_along ? "look" : "portal", result.megabytes, result.seconds,
                           result.megabytes / result.seconds, result.peak, result.pupils, result.guardians);
                std::fflush(stdout);
                // One school out of a thousand costs the memory of one.
                const bool right = result.pupils == pupils && (schools == 1 || result.peak < 16);
                if (check && !right)
                    fmt::print("falls short: {}: {} pupils, {:.1f} MiB\n", form.name, result.pupils, result.peak);
                falls_short = falls_short || !right;
            }
        }
    }
    return check && falls_short ? 1 : 0;
}
