// cli: what does a delivery of the administration say, whatever its form, and what is wrong with it?

#include "commands/roster_reading.hpp"

#include <algorithm>
#include <iostream>
#include <span>

#include <fmt/format.h>
#include <unistd.h>

#include "monitor/roster/deliveries.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

using roster::Form;
using roster::Import;

std::string_view word(roster::Severity severity) {
    switch (severity) {
        case roster::Severity::note: return "note";
        case roster::Severity::skipped: return "skipped";
        case roster::Severity::fatal: return "fatal";
    }
    return "fatal";
}

// Every problem at once, each with its place in the file, for a person and for an editor that jumps to it.
void list(const std::string& file, const std::vector<roster::Finding>& findings) {
    for (const auto& finding : findings) {
        std::cerr << fmt::format("{}:{}: {}: {}{}{}\n", file, finding.line, word(finding.severity), finding.place,
                                 finding.place.empty() ? "" : ": ", finding.message);
    }
}

/// A line that grows while a long file is read, on a terminal only, and is gone afterwards.
class Progress {
public:
    Progress() = default;
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress() {
        if (shown_) std::cerr << "\r\x1b[K";
    }
    void tell(std::uintmax_t bytes) {
        if (!terminal_) return;
        shown_ = true;
        std::cerr << fmt::format("\r{} MiB", bytes >> 20U) << std::flush;
    }

private:
    bool terminal_{::isatty(STDERR_FILENO) == 1};
    bool shown_{};
};

/// Several files behind each other, as one.
class Chain final : public roster::Source {
public:
    explicit Chain(std::vector<std::unique_ptr<roster::Source>> sources) : sources_{std::move(sources)} {}
    std::expected<std::size_t, Error> read(std::span<std::byte> into) override {
        while (at_ < sources_.size()) {
            auto got = sources_[at_]->read(into);
            if (!got || *got > 0) return got;
            ++at_;
        }
        return std::size_t{0};
    }

private:
    std::vector<std::unique_ptr<roster::Source>> sources_;
    std::size_t at_{};
};

roster::Reading reading_for(const Context& context, const Delivered& given, Progress& progress) {
    roster::Reading reading;
    reading.wanted = given.guardians.empty() ? roster::Wanted::look_along : roster::Wanted::look_along_and_portal;
    if (given.portal) reading.wanted = roster::Wanted::look_along_and_portal;
    reading.now = context.clock.now();
    reading.brin = given.brin;
    if (!given.year.empty()) reading.year = school::SchoolYear::from_text(given.year);
    reading.progress = [&progress](std::uintmax_t bytes) { progress.tell(bytes); };
    return reading;
}

std::expected<std::vector<std::unique_ptr<roster::Source>>, Error> sources(const std::vector<std::string>& files) {
    std::vector<std::unique_ptr<roster::Source>> opened;
    for (const auto& file : files) {
        auto source = roster::file_source(file);
        if (!source) return std::unexpected{source.error()};
        opened.push_back(*std::move(source));
    }
    return opened;
}

// What is named, and what lies in a folder of deliveries.
std::expected<Import, Error> read_oneroster(const Context& context, const Delivered& given, Progress& progress) {
    roster::Deliveries all;
    for (const auto& file : given.files) {
        auto here = roster::deliveries(file);
        if (!here) return std::unexpected{here.error()};
        all.insert(all.end(), here->begin(), here->end());
    }
    return roster::read_oneroster(all, reading_for(context, given, progress));
}

std::expected<Import, Error> read_sds(const Context& context, const Delivered& given, Progress& progress) {
    auto files = roster::open_files(given.files.front());
    if (!files) return std::unexpected{files.error()};
    return roster::read_sds(**files, reading_for(context, given, progress));
}

std::expected<Import, Error> read(const Context& context, const Delivered& given, Progress& progress) {
    const auto form = roster::form_from(given.format);
    if (!form) return std::unexpected{Error{Remedy::correct_input, "read a delivery", 0, given.format}};
    if (*form == Form::oneroster) return read_oneroster(context, given, progress);
    if (*form == Form::sds) return read_sds(context, given, progress);
    auto opened = sources(given.files);
    if (!opened) return std::unexpected{opened.error()};
    auto reading = reading_for(context, given, progress);
    if (*form == Form::gkv) return roster::read_gkv(*opened->front(), *opened->back(), std::move(reading));
    Chain chain{*std::move(opened)};
    return *form == Form::uwlr ? roster::read_uwlr(chain, std::move(reading)) : roster::read_edexml(chain, std::move(reading));
}

std::expected<void, Error> add_guardians(const Context& context, const Delivered& given, Import& import, Progress& progress) {
    auto source = roster::file_source(given.guardians);
    if (!source) return std::unexpected{source.error()};
    const auto before = import.findings.size();
    roster::read_guardians(**source, import, reading_for(context, given, progress));
    list(given.guardians, {import.findings.begin() + static_cast<std::ptrdiff_t>(before), import.findings.end()});
    return {};
}

// What only a look at the whole can tell; the readers said the rest.
void add_checks(Import& import) {
    for (auto& finding : roster::check(import.snapshot)) import.findings.push_back(std::move(finding));
}

std::string files_wrong(const Delivered& given) {
    const auto count = given.files.size();
    if (given.format == "gkv" && count != 2) return "--format gkv FILE FILE: getLeerlingen, getMedewerkers";
    const bool several = given.format == "gkv" || given.format == "uwlr" || given.format == "oneroster";
    return several || count == 1 ? "" : fmt::format("--format {} FILE", given.format);
}

}  // namespace

bool may_be_applied(const Import& import) {
    return std::ranges::none_of(import.findings, [](const auto& one) { return one.severity == roster::Severity::fatal; });
}

std::expected<Import, Exit> read_delivery(const Context& context, const Delivered& given) {
    if (const auto wrong = files_wrong(given); !wrong.empty())
        return std::unexpected{failed(context, Exit::usage, Word::roster_wrong_files, wrong)};
    for (const auto& file : given.files) tell(context, Word::roster_reading, file);
    Progress progress;
    auto import = read(context, given, progress);
    if (!import) return std::unexpected{failed(context, import.error())};
    if (may_be_applied(*import)) add_checks(*import);
    list(given.files.front(), import->findings);
    if (!given.guardians.empty() && may_be_applied(*import)) {
        if (const auto added = add_guardians(context, given, *import, progress); !added)
            return std::unexpected{failed(context, added.error())};
    }
    return *std::move(import);
}

toml::table as_json(const Import& import) {
    toml::array findings;
    for (const auto& finding : import.findings) {
        findings.push_back(toml::table{{"severity", std::string{word(finding.severity)}},
                                       {"line", finding.line},
                                       {"place", finding.place},
                                       {"message", finding.message}});
    }
    const auto count = [](const auto& lines) { return static_cast<std::int64_t>(lines.size()); };
    const auto& all = import.snapshot;
    return toml::table{{"school", all.brin},
                       {"year", all.year.text()},
                       {"sites", count(all.sites)},
                       {"groups", count(all.groups)},
                       {"pupils", count(all.pupils)},
                       {"staff", count(all.staff)},
                       {"guardians", count(all.guardians)},
                       {"findings", std::move(findings)}};
}

std::string in_short(const roster::Snapshot& all) {
    return fmt::format("{} {}, {}: sites {}, groups {}, pupils {}, staff {}, guardians {}", all.brin,
                       all.school_name.empty() ? "-" : all.school_name, all.year.text(), all.sites.size(), all.groups.size(),
                       all.pupils.size(), all.staff.size(), all.guardians.size());
}

Option offer_form(Command command, std::shared_ptr<Delivered> given) {
    std::vector<std::string> forms;
    for (const auto form : {Form::edexml, Form::uwlr, Form::gkv, Form::oneroster, Form::sds})
        forms.emplace_back(roster::word(form));
    command.option("--guardians", given->guardians, Word::help_roster_guardians).called("FILE");
    command.flag(
        "--portal", [given] { given->portal = true; }, Word::help_roster_portal);
    command.school(given->brin);
    command.option("--year", given->year, Word::help_roster_year).called("2026-2027").checked([](const std::string& text) {
        return school::SchoolYear::from_text(text) ? "" : "not a school year such as 2026-2027";
    });
    return command.option("--format", given->format, Word::help_roster_format).one_of(std::move(forms));
}

}  // namespace monitor::cli
