// roster: how are findings kept few, when a whole file is wrong in the same way?

#include "roster/findings.hpp"

#include <utility>

#include <fmt/format.h>

namespace monitor::roster {

void Findings::add(Finding finding) {
    const bool fatal = finding.severity == Severity::fatal;
    if (listed_.size() < most_ || (fatal && fatal_ < most_)) {
        listed_.push_back(std::move(finding));
    } else {
        ++unlisted_;
    }
    if (fatal) ++fatal_;
}

void Findings::note(int line, std::string place, std::string message) {
    add({Severity::note, line, std::move(place), std::move(message)});
}
void Findings::skipped(int line, std::string place, std::string message) {
    add({Severity::skipped, line, std::move(place), std::move(message)});
}
void Findings::fatal(int line, std::string place, std::string message) {
    add({Severity::fatal, line, std::move(place), std::move(message)});
}

void Findings::repeated(Severity severity, int line, std::string_view place, std::string_view message) {
    auto& often = often_[{place, message}];
    if (often.times++ > 0) return;
    add({severity, line, std::string{place}, std::string{message}});
    often.listed = unlisted_ > 0 ? listed_.max_size() : listed_.size() - 1;
}

std::vector<Finding> Findings::take() && {
    for (const auto& [what, often] : often_) {
        if (often.times > 1 && often.listed < listed_.size()) {
            listed_[often.listed].message += fmt::format(" ({} times; this is the first)", often.times);
        }
    }
    if (unlisted_ > 0) {
        const auto severity = fatal_ > most_ ? Severity::fatal : Severity::note;
        listed_.push_back(
            {severity, 0, "", fmt::format("and {} more findings that are not listed; mend these first", unlisted_)});
    }
    return std::move(listed_);
}

}  // namespace monitor::roster
