// policy: which word and which sentence belong to a ruling?

#include "monitor/policy/words.hpp"

#include <algorithm>
#include <string>

#include "monitor/text/words.hpp"

namespace monitor::policy {

namespace {

// The rows of the word files are sorted by their key: "refusal_", the word of the refusal, and who reads it.
std::string_view said(std::string_view family, std::string_view word, Language language, Reader reader) {
    std::string key{family};
    key += word;
    switch (reader) {
        case Reader::asker: break;
        case Reader::admin: key += "_admin"; break;
        case Reader::command: key += "_command"; break;
    }
    const auto row = std::ranges::lower_bound(text::rows, std::string_view{key}, {}, &text::Row::name);
    if (row == text::rows.end() || row->name != key) return text::words(text::Key::refusal_unknown, language);
    return language == Language::en ? row->en : row->nl;
}

// Every value that is written down has a word of its own.
template <class Enum>
std::optional<Enum> from(std::string_view written) noexcept {
    for (unsigned value = 0; value <= 255; ++value)
        if (const auto one = static_cast<Enum>(value); written != "unknown" && word(one) == written) return one;
    return std::nullopt;
}

}  // namespace

std::string_view sentence(Refusal refusal, Language language, Reader reader) {
    return said("refusal_", word(refusal), language, reader);
}
std::string_view sentence(ActRefusal refusal, Language language, Reader reader) {
    return said("act_refusal_", word(refusal), language, reader);
}
std::string_view sentence(ContactRefusal refusal, Language language, Reader reader) {
    return said("contact_refusal_", word(refusal), language, reader);
}

std::string_view sentence(LookPurpose purpose, Language language) {
    using enum text::Key;
    switch (purpose) {
        case LookPurpose::none: break;
        case LookPurpose::help: return text::words(purpose_help, language);
        case LookPurpose::safety: return text::words(purpose_safety, language);
        case LookPurpose::progress: return text::words(purpose_progress, language);
        case LookPurpose::test: return text::words(purpose_test, language);
    }
    return text::words(purpose_none, language);
}

std::string_view word(Refusal refusal) noexcept {
    switch (refusal) {
        case Refusal::clock_doubtful: return "clock_doubtful";
        case Refusal::directory_stale: return "directory_stale";
        case Refusal::staff_not_active: return "staff_not_active";
        case Refusal::other_school: return "other_school";
        case Refusal::not_their_group: return "not_their_group";
        case Refusal::objection_recorded: return "objection_recorded";
        case Refusal::outside_hours: return "outside_hours";
        case Refusal::viewer_elsewhere: return "viewer_elsewhere";
        case Refusal::device_not_in_use: return "device_not_in_use";
        case Refusal::not_a_pupil_device: return "not_a_pupil_device";
        case Refusal::device_elsewhere: return "device_elsewhere";
        case Refusal::indicator_down: return "indicator_down";
        case Refusal::purpose_missing: return "purpose_missing";
        case Refusal::not_for_their_role: return "not_for_their_role";
        case Refusal::restriction_recorded: return "restriction_recorded";
        case Refusal::school_on_holiday: return "school_on_holiday";
        case Refusal::look_time_over: return "look_time_over";
        case Refusal::records_put_back: return "records_put_back";
    }
    return "unknown";
}

std::string_view word(Basis basis) noexcept {
    switch (basis) {
        case Basis::teaches_group: return "teaches_group";
        case Basis::replaces_teacher: return "replaces_teacher";
    }
    return "unknown";
}

std::string_view word(Action action) noexcept {
    switch (action) {
        case Action::grid: return "grid";
        case Action::live: return "live";
        case Action::last_picture: return "last_picture";
        case Action::open_tabs: return "open_tabs";
    }
    return "unknown";
}

std::string_view word(LookPurpose purpose) noexcept {
    switch (purpose) {
        case LookPurpose::none: return "none";
        case LookPurpose::help: return "help";
        case LookPurpose::safety: return "safety";
        case LookPurpose::progress: return "progress";
        case LookPurpose::test: return "test";
    }
    return "unknown";
}

std::optional<Action> action_from(std::string_view written) noexcept { return from<Action>(written); }
std::optional<LookPurpose> purpose_from(std::string_view written) noexcept { return from<LookPurpose>(written); }
std::optional<AdminAct> act_from(std::string_view written) noexcept { return from<AdminAct>(written); }
std::optional<Detail> detail_from(std::string_view written) noexcept { return from<Detail>(written); }

}  // namespace monitor::policy
