// policy: which word stands for each fact and each of its values?

#include "monitor/policy/words.hpp"
#include "policy/written.hpp"

namespace monitor::policy {
namespace {

using written::as;
using written::End;
using written::fact;

using Relation = std::optional<Basis>;

constexpr auto look_words = std::tuple{
    fact("timekeeping", &Facts::timekeeping, as(Timekeeping::unknown, "unknown"), as(Timekeeping::sure, "sure"),
         as(Timekeeping::doubtful, "doubtful")),
    fact("directory", &Facts::directory, as(Directory::unknown, "unknown"), as(Directory::fresh, "fresh"),
         as(Directory::stale, "stale"), as(Directory::put_back, "put_back")),
    fact("employment", &Facts::employment, as(Employment::unknown, "unknown"), as(Employment::active, "active"),
         as(Employment::ended, "ended")),
    fact("role", &Facts::role, as(Role::unknown, "unknown"), as(Role::staff, "staff"), as(Role::support, "support")),
    fact("schools", &Facts::schools, as(Schools::unknown, "unknown"), as(Schools::same, "same"),
         as(Schools::different, "different")),
    fact("relation", &Facts::relation, as(Relation{}, "none"), as(Relation{Basis::teaches_group}, "teaches_group"),
         as(Relation{Basis::replaces_teacher}, "replaces_teacher")),
    fact("objection", &Facts::objection, as(Objection::unknown, "unknown"), as(Objection::none, "none"),
         as(Objection::recorded, "recorded")),
    fact("restriction", &Facts::restriction, as(Restriction::unknown, "unknown"), as(Restriction::none, "none"),
         as(Restriction::recorded, "recorded")),
    fact("hours", &Facts::hours, as(Hours::unknown, "unknown"), as(Hours::open, "open"), as(Hours::closed, "closed"),
         as(Hours::holiday, "holiday")),
    fact("viewer", &Facts::viewer, as(Whereabouts::unknown, "unknown"), as(Whereabouts::at_the_site, "at_the_site"),
         as(Whereabouts::elsewhere, "elsewhere")),
    fact("device_user", &Facts::device_user, as(DeviceUser::unknown, "unknown"), as(DeviceUser::this_pupil, "this_pupil"),
         as(DeviceUser::staff, "staff"), as(DeviceUser::another_pupil, "another_pupil"), as(DeviceUser::nobody, "nobody")),
    fact("device", &Facts::device, as(Whereabouts::unknown, "unknown"), as(Whereabouts::at_the_site, "at_the_site"),
         as(Whereabouts::elsewhere, "elsewhere")),
    fact("remote_lesson", &Facts::remote_lesson, as(RemoteLesson::none, "none"), as(RemoteLesson::in_force, "in_force"),
         as(RemoteLesson::other_groups, "other_groups"), as(RemoteLesson::parents_not_told, "parents_not_told")),
    fact("indicator", &Facts::indicator, as(Indicator::down, "down"), as(Indicator::first, "first"), as(Indicator::up, "up")),
};
constexpr std::array look_ends{End<Facts>{"hours_end", &Facts::hours_end}, End<Facts>{"remote_end", &Facts::remote_end},
                               End<Facts>{"look_end", &Facts::look_end}};

template <class Of>
constexpr auto duty(std::string_view name, Holds Of::*place) {
    return fact(name, place, as(Holds::no, "no"), as(Holds::yes, "yes"));
}
template <class Of>
constexpr auto permission(SupportPermission Of::*place) {
    return fact("permission", place, as(SupportPermission::none, "none"), as(SupportPermission::given, "given"));
}
template <class Of>
constexpr auto schools(Schools Of::*place) {
    return fact("schools", place, as(Schools::unknown, "unknown"), as(Schools::same, "same"), as(Schools::different, "different"));
}

constexpr auto act_words = std::tuple{
    fact("timekeeping", &ActFacts::timekeeping, as(Timekeeping::unknown, "unknown"), as(Timekeeping::sure, "sure"),
         as(Timekeeping::doubtful, "doubtful")),
    fact("actor", &ActFacts::actor, as(Actor::unknown, "unknown"), as(Actor::colleague, "colleague"),
         as(Actor::operator_, "operator")),
    fact("employment", &ActFacts::employment, as(Employment::unknown, "unknown"), as(Employment::active, "active"),
         as(Employment::ended, "ended")),
    fact("role", &ActFacts::role, as(Role::unknown, "unknown"), as(Role::staff, "staff"), as(Role::support, "support")),
    schools(&ActFacts::schools),
    duty("school_admin", &ActFacts::school_admin),
    duty("board_admin", &ActFacts::board_admin),
    duty("privacy_officer", &ActFacts::privacy_officer),
    duty("support", &ActFacts::support),
    fact("target", &ActFacts::target, as(Target::unknown, "unknown"), as(Target::somebody_else, "somebody_else"),
         as(Target::oneself, "oneself")),
    fact("duty", &ActFacts::duty, as(GrantedDuty::none, "none"), as(GrantedDuty::school_admin, "school_admin"),
         as(GrantedDuty::board_admin, "board_admin"), as(GrantedDuty::privacy_officer, "privacy_officer"),
         as(GrantedDuty::support, "support")),
    permission(&ActFacts::permission),
    fact("request", &ActFacts::request, as(WrittenRequest::none, "none"), as(WrittenRequest::recorded, "recorded")),
};
constexpr std::array act_ends{End<ActFacts>{"permission_end", &ActFacts::permission_end}};

constexpr auto contact_words = std::tuple{
    fact("viewer", &ContactFacts::viewer, as(Viewer::unknown, "unknown"), as(Viewer::staff, "staff"),
         as(Viewer::support, "support"), as(Viewer::guardian, "guardian"), as(Viewer::pupil, "pupil")),
    fact("belonging", &ContactFacts::belonging, as(Belonging::unknown, "unknown"), as(Belonging::current, "current"),
         as(Belonging::ended, "ended")),
    schools(&ContactFacts::schools),
    fact("whose", &ContactFacts::whose, as(Whose::unknown, "unknown"), as(Whose::ones_own, "ones_own"),
         as(Whose::somebody_elses, "somebody_elses")),
    fact("restriction", &ContactFacts::restriction, as(Restriction::unknown, "unknown"), as(Restriction::none, "none"),
         as(Restriction::recorded, "recorded")),
    permission(&ContactFacts::permission),
    fact("audience", &ContactFacts::audience, as(Audience::not_chosen, "not_chosen"),
         as(Audience::me_and_the_school, "me_and_the_school"), as(Audience::my_groups, "my_groups"),
         as(Audience::the_whole_school, "the_whole_school")),
    fact("groups", &ContactFacts::groups, as(Groups::unknown, "unknown"), as(Groups::shared, "shared"), as(Groups::apart, "apart")),
};
constexpr std::array contact_ends{End<ContactFacts>{"permission_end", &ContactFacts::permission_end}};

}  // namespace

using Each = void (*)(void* to, std::string_view fact, std::string_view value);

bool set_fact(Facts& facts, std::string_view name, std::string_view value) {
    return written::set(facts, name, value, look_words, look_ends);
}
bool set_fact(ActFacts& facts, std::string_view name, std::string_view value) {
    return written::set(facts, name, value, act_words, act_ends);
}
bool set_fact(ContactFacts& facts, std::string_view name, std::string_view value) {
    return written::set(facts, name, value, contact_words, contact_ends);
}

void list_facts(const Facts& facts, Each each, void* to) {
    written::list(facts, each, to, look_words, look_ends);
}
void list_facts(const ActFacts& facts, Each each, void* to) {
    written::list(facts, each, to, act_words, act_ends);
}
void list_facts(const ContactFacts& facts, Each each, void* to) {
    written::list(facts, each, to, contact_words, contact_ends);
}

}  // namespace monitor::policy
