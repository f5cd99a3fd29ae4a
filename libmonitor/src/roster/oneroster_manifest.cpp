// roster: which version of OneRoster is this, and which of its files are whole, changes only, or not meant?

#include "roster/oneroster_manifest.hpp"

#include <array>

#include <fmt/format.h>

#include "monitor/base/ascii.hpp"

namespace monitor::roster {
namespace {

constexpr std::array<std::string_view, 6> ours{"orgs", "academicSessions", "classes", "users", "roles", "enrollments"};

std::optional<FileMode> mode_from(std::string_view word) {
    if (same_word(word, "bulk")) return FileMode::bulk;
    if (same_word(word, "delta")) return FileMode::delta;
    if (same_word(word, "absent") || word.empty()) return FileMode::absent;
    return std::nullopt;
}

Manifest without_one(CsvDelivery& delivery) {
    delivery.findings().note(0, "manifest.csv", "is not in the delivery; every file is taken as whole");
    Manifest manifest;
    for (const auto file : ours) {
        if (delivery.has(std::string{file} + ".csv")) manifest.files.emplace(file, FileMode::bulk);
    }
    if (manifest.files.contains("roles")) manifest.version = OneRosterVersion::v1_2;
    return manifest;
}

// False: this line of the manifest makes the delivery unreadable.
bool take(Manifest& manifest, CsvTable& table, std::string_view name, std::string_view value) {
    if (same_word(name, "oneroster.version")) {
        if (value.starts_with("1.2")) manifest.version = OneRosterVersion::v1_2;
        if (value.starts_with("1.2") || value.starts_with("1.1") || value == "1") return true;
        table.say(Severity::fatal, "is another version of OneRoster than 1.1 and 1.2, which can be read");
        return false;
    }
    for (const auto file : ours) {
        if (!same_word(name, "file." + std::string{file})) continue;
        const auto mode = mode_from(value);
        if (!mode)
            table.say(Severity::fatal, "says neither bulk, delta nor absent");
        else
            manifest.files.insert_or_assign(std::string{file}, *mode);
        return mode.has_value();
    }
    return true;
}

// What the manifest says against what is there.
bool agree(const Manifest& manifest, CsvDelivery& delivery) {
    bool all = true;
    for (const auto file : ours) {
        const auto name = std::string{file} + ".csv";
        const bool there = delivery.has(name);
        const auto mode = manifest.mode(file);
        if (mode != FileMode::absent && !there) {
            delivery.findings().fatal(0, name, "is promised by manifest.csv and is not in the delivery");
            all = false;
        } else if (mode == FileMode::absent && there) {
            delivery.findings().note(0, name, "is in the delivery, but manifest.csv says that it does not count; not read");
        }
    }
    return all;
}

}  // namespace

std::optional<Manifest> manifest_of(CsvDelivery& delivery) {
    if (!delivery.has("manifest.csv")) return without_one(delivery);
    static constexpr std::array<Column, 2> columns{{{"propertyName", Need::required}, {"value", Need::required}}};
    const auto table = delivery.table("manifest.csv", Need::required, columns);
    Manifest manifest;
    while (table && table->next()) {
        if (!take(manifest, *table, (*table)[0], (*table)[1])) return std::nullopt;
    }
    if (delivery.findings().any_fatal() || !agree(manifest, delivery)) return std::nullopt;
    return manifest;
}

}  // namespace monitor::roster
