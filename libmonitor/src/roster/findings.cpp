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

std::vector<Finding> Findings::take() && {
    if (unlisted_ > 0) {
        const auto severity = fatal_ > most_ ? Severity::fatal : Severity::note;
        listed_.push_back({severity, 0, "", fmt::format("and {} more findings that are not listed; mend these first", unlisted_)});
    }
    return std::move(listed_);
}

}  // namespace monitor::roster
