// retention: who gets to see each kind of record, and on which ground does a school usually keep it?
//
// The ground is the school's to choose; what stands here is what a primary school usually fills in, and the documents say so.

#include "monitor/retention/catalogue.hpp"

namespace monitor::retention {
namespace {

constexpr std::string_view task_nl = "taak van algemeen belang: onderwijs geven (AVG art. 6 lid 1 e)";
constexpr std::string_view task_en = "a task in the public interest: giving education (GDPR art. 6(1)(e))";
constexpr std::string_view duty_nl = "wettelijke plicht: beveiligen en verantwoorden (AVG art. 6 lid 1 c, art. 5 en 32)";
constexpr std::string_view duty_en = "a legal duty: security and accountability (GDPR art. 6(1)(c), art. 5 and 32)";
constexpr std::string_view none_nl = "geen grondslag nodig: dit gaat over niemand";
constexpr std::string_view none_en = "no ground needed: this is about nobody";

constexpr Grounds of_lesson{"medewerkers van de school die bij de groep horen", "staff of the school who belong to the group",
                            task_nl, task_en};
constexpr Grounds of_look{"de medewerker die op dat moment meekijkt", "the staff member who looks along at that moment", task_nl,
                          task_en};
constexpr Grounds of_staff{"de beheerder van de school; de leerling bij wie wordt meegekeken (alleen de naam)",
                           "the school's administrator; the pupil with whom someone looks along (the name only)", task_nl,
                           task_en};
constexpr Grounds of_link{"niemand: alleen het programma zelf", "nobody: only the program itself", task_nl, task_en};
constexpr Grounds of_session{"de medewerker zelf; de beheerder van de school", "the staff member; the school's administrator",
                             duty_nl, duty_en};
constexpr Grounds of_log{
    "de beheerder en de functionaris gegevensbescherming van de school; leerling en ouder over het eigen kind",
    "the school's administrator and privacy officer; pupil and parent about their own child", duty_nl, duty_en};
constexpr Grounds of_kept_away{"niemand: alleen het programma zelf", "nobody: only the program itself", duty_nl, duty_en};
constexpr Grounds of_nobody{"de beheerder van de school", "the school's administrator", none_nl, none_en};

}  // namespace

Grounds grounds(Kind kind) noexcept {
    switch (kind) {
        case Kind::pupil:
        case Kind::restriction:
        case Kind::membership: return of_lesson;
        case Kind::last_picture:
        case Kind::open_tabs: return of_look;
        case Kind::staff:
        case Kind::remote_lesson:
        case Kind::right: return of_staff;
        case Kind::directory_account:
        case Kind::held_import:
        case Kind::link_key: return of_link;
        case Kind::session:
        case Kind::line:
        case Kind::sign_in_attempt: return of_session;
        case Kind::audit_entry:
        case Kind::audit_personal: return of_log;
        case Kind::ledger: return of_kept_away;
        case Kind::audit_chain:
        case Kind::connection:
        case Kind::device:
        case Kind::enrolment_token:
        case Kind::invitation:
        case Kind::school_layout:
        case Kind::bookkeeping: return of_nobody;
    }
    return {};
}

std::string_view directory_property(Listed listed) noexcept {
    switch (listed) {
        case Listed::name: return "givenName, surname";
        case Listed::user_name: return "userPrincipalName, id";
        case Listed::school: return "educationSchool";
        case Listed::group: return "educationClass";
        case Listed::address: return "signIn.ipAddress";
        case Listed::picture:
        case Listed::tabs:
        case Listed::rights:
        case Listed::nowhere: return {};
    }
    return {};
}

}  // namespace monitor::retention
