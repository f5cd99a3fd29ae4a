// roster: which deliveries of OneRoster lie in a folder, since when, and what do they say together?

#include "monitor/roster/deliveries.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

#include "monitor/base/ascii.hpp"
#include "roster/oneroster.hpp"
#include "roster/settle.hpp"

namespace monitor::roster {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t most_deliveries = 1'000;

std::unexpected<Error> refused(const std::error_code& code) {
    const bool none = code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory;
    return std::unexpected{Error{none ? Remedy::not_found : Remedy::ask_operator, "open a delivery", code.value(), ""}};
}
std::unexpected<Error> wrong(std::string what) {
    return std::unexpected{Error{Remedy::correct_input, "open a delivery", 0, std::move(what)}};
}

bool is_digit(char sign) {
    return sign >= '0' && sign <= '9';
}
// The digits in front, without zeros that say nothing; what is behind them stays in `text`.
std::string_view number_in_front(std::string_view& text) {
    const auto ends = std::min(text.size(), static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin()));
    auto digits = text.substr(0, ends);
    text.remove_prefix(ends);
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
}
bool comes_before(const fs::path& one, const fs::path& other) {
    const auto left_name = one.filename().string(), right_name = other.filename().string();
    std::string_view left = left_name, right = right_name;
    while (!left.empty() && !right.empty()) {
        if (is_digit(left.front()) && is_digit(right.front())) {
            const auto a = number_in_front(left), b = number_in_front(right);
            if (a.size() != b.size()) return a.size() < b.size();
            if (a != b) return a < b;
        } else if (lower(left.front()) != lower(right.front())) {
            return lower(left.front()) < lower(right.front());
        } else {
            left.remove_prefix(1);
            right.remove_prefix(1);
        }
    }
    return left.empty() != right.empty() ? left.empty() : left_name < right_name;
}

bool is_zip(const fs::path& name) {
    return same_word(name.extension().string(), ".zip");
}
bool is_csv(const fs::path& name) {
    return same_word(name.extension().string(), ".csv");
}

/// What stands in a folder: files of one delivery, or deliveries.
struct Inside {
    bool files{};
    Deliveries deliveries{};
};
std::expected<Inside, Error> inside(const fs::path& folder) {
    Inside found;
    std::error_code failed;
    for (auto entry = fs::directory_iterator{folder, failed}; !failed && entry != fs::directory_iterator{}; entry.increment(failed)) {
        const auto type = entry->symlink_status(failed).type();
        const auto& path = entry->path();
        if (failed || path.filename().string().starts_with('.')) continue;
        const bool regular = type == fs::file_type::regular;
        found.files = found.files || (regular && is_csv(path));
        if (type != fs::file_type::directory && !(regular && is_zip(path))) continue;
        if (found.deliveries.size() == most_deliveries) return wrong("holds more than 1000 deliveries; take away the oldest");
        found.deliveries.push_back(path);
    }
    if (failed) return refused(failed);
    std::ranges::sort(found.deliveries, comes_before);
    return found;
}

// Of what cannot be opened the reader says what is wrong with it.
bool whole(const fs::path& delivery) {
    const auto files = open_files(delivery);
    if (!files) return false;
    Reading reading;
    CsvDelivery one{**files, reading};
    const auto manifest = manifest_of(one);
    if (!manifest || manifest->mode("users") != FileMode::bulk || manifest->mode("orgs") != FileMode::bulk) return false;
    return std::ranges::none_of(manifest->files, [](const auto& file) { return file.second == FileMode::delta; });
}

// A reading for each delivery: the progress of all goes to the one who asked.
Reading again(Reading& asked) {
    Reading one{.wanted = asked.wanted, .now = asked.now, .brin = asked.brin, .year = asked.year};
    one.bytes = asked.bytes;
    one.findings = asked.findings;
    if (asked.progress) one.progress = [&asked](std::uintmax_t bytes) { asked.progress(bytes); };
    return one;
}

}  // namespace

std::expected<Deliveries, Error> deliveries(const fs::path& path) {
    std::error_code failed;
    const auto status = fs::status(path, failed);
    if (failed) return refused(failed);
    if (!fs::is_directory(status)) return Deliveries{path};
    auto found = inside(path);
    if (!found) return std::unexpected{found.error()};
    auto& all = found->deliveries;
    if (found->files || all.empty()) return Deliveries{path};
    const auto newest = std::ranges::find_if(all.rbegin(), all.rend(), whole);
    // None is whole: the reader says so of the first.
    if (newest != all.rend()) all.erase(all.begin(), std::prev(newest.base()));
    return std::move(all);
}

std::expected<Import, Error> read_oneroster(const Deliveries& all, Reading asked) {
    Snapshot school;
    Enrolments known;
    std::vector<Finding> found;
    bool readable = true;
    for (std::size_t at = 0; at < all.size() && readable; ++at) {
        const auto files = open_files(all[at]);
        if (!files) return std::unexpected{files.error()};
        auto reading = again(asked);
        auto [next, findings] =
            OneRoster{**files, reading, std::move(school), at == 0 ? FileMode::bulk : FileMode::delta}.over(known).run();
        readable = !findings.any_fatal();
        school = std::move(next);
        for (auto& finding : std::move(findings).take()) {
            if (all.size() > 1) finding.place = all[at].filename().string() + "/" + finding.place;
            found.push_back(std::move(finding));
        }
    }
    if (!readable) return Import{std::move(school), std::move(found)};
    auto import = settled(std::move(school), Findings{asked.findings});
    import.findings.insert(import.findings.begin(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    return import;
}

}  // namespace monitor::roster
