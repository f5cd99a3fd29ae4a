// sync: which word and which sentence belong to a problem?

#include "monitor/sync/problem.hpp"

#include "monitor/text/words.hpp"

namespace monitor::sync {

std::string_view word(Problem problem) noexcept {
    switch (problem) {
        case Problem::unreachable: return "unreachable";
        case Problem::busy: return "busy";
        case Problem::sign_in: return "sign_in";
        case Problem::secret: return "secret";
        case Problem::not_permitted: return "not_permitted";
        case Problem::not_understood: return "not_understood";
        case Problem::other_host: return "other_host";
        case Problem::stopped: return "stopped";
        case Problem::switched_off: return "switched_off";
        case Problem::school_not_found: return "school_not_found";
        case Problem::empty: return "empty";
        case Problem::other_school: return "other_school";
        case Problem::refused: return "refused";
        case Problem::held: return "held";
        case Problem::not_kept: return "not_kept";
        case Problem::settings: return "settings";
        case Problem::file: return "file";
        case Problem::service: return "service";
        case Problem::customer: return "customer";
        case Problem::authorisation: return "authorisation";
        case Problem::message: return "message";
        case Problem::many_gone: return "many_gone";
    }
    return "unknown";
}

std::string_view advice(Problem problem, Language language) {
    using enum text::Key;
    switch (problem) {
        case Problem::unreachable: return text::words(sync_unreachable, language);
        case Problem::busy: return text::words(sync_busy, language);
        case Problem::sign_in: return text::words(sync_sign_in, language);
        case Problem::secret: return text::words(sync_secret, language);
        case Problem::not_permitted: return text::words(sync_not_permitted, language);
        case Problem::not_understood: return text::words(sync_not_understood, language);
        case Problem::other_host: return text::words(sync_other_host, language);
        case Problem::stopped: return text::words(sync_stopped, language);
        case Problem::switched_off: return text::words(sync_switched_off, language);
        case Problem::school_not_found: return text::words(sync_school_not_found, language);
        case Problem::empty: return text::words(sync_empty, language);
        case Problem::other_school: return text::words(sync_other_school, language);
        case Problem::refused: return text::words(sync_refused, language);
        case Problem::held: return text::words(sync_held, language);
        case Problem::not_kept: return text::words(sync_not_kept, language);
        case Problem::settings: return text::words(sync_settings, language);
        case Problem::file: return text::words(sync_file, language);
        case Problem::service: return text::words(sync_service, language);
        case Problem::customer: return text::words(sync_customer, language);
        case Problem::authorisation: return text::words(sync_authorisation, language);
        case Problem::message: return text::words(sync_message, language);
        case Problem::many_gone: return text::words(sync_many_gone, language);
    }
    return text::words(sync_not_understood, language);
}

std::optional<Problem> problem_from(std::uint16_t number) noexcept {
    const auto problem = static_cast<Problem>(number);
    if (word(problem) == "unknown") return std::nullopt;
    return problem;
}

}  // namespace monitor::sync
