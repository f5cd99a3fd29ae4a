#pragma once
// retention: rows of the catalogue: remote lessons, the pupils with whom nobody looks along, and who was erased.

#include "retention/catalogue_words.hpp"

namespace monitor::retention {

inline constexpr Words to_keep_out{"iemand die is gewist niet bij de volgende levering laten terugkomen",
                                     "not letting someone who was erased come back with the next delivery"};

inline constexpr std::array exception_rows{
    row(Kind::remote_lesson, "people.lessons", "id", staff, plain, a_number, to_teach_afar, from_system),
    row(Kind::remote_lesson, "people.lessons", "school", staff, plain, the_school, to_teach_afar, from_system),
    row(Kind::remote_lesson, "people.lessons", "owner", staff, plain, {"wie ervoor verantwoordelijk is", "who answers for it"},
        to_teach_afar, from_staff),
    row(Kind::remote_lesson, "people.lessons", "why", staff, plain, {"waarom", "why"}, to_teach_afar, from_staff),
    row(Kind::remote_lesson, "people.lessons", "begins", staff, plain, {"het begin", "the beginning"}, to_teach_afar, from_staff),
    row(Kind::remote_lesson, "people.lessons", "ends", staff, plain, {"het einde", "the end"}, to_teach_afar, from_staff),
    row(Kind::remote_lesson, "people.lessons", "told", staff, plain,
        {"wanneer de ouders de brief kregen", "when the parents were sent the letter"}, to_teach_afar, from_staff),
    row(Kind::remote_lesson, "people.lessons", "told_by", staff, plain, {"wie dat vastlegde", "who recorded that"}, to_teach_afar,
        from_staff),
    row(Kind::remote_lesson, "people.lessons", "began", staff, plain,
        {"wanneer het begin in het logboek kwam", "when the beginning came into the log"}, to_teach_afar, from_system),
    row(Kind::remote_lesson, "people.lessons", "over", staff, plain,
        {"wanneer het einde in het logboek kwam", "when the end came into the log"}, to_teach_afar, from_system),
    row(Kind::remote_lesson, "people.lessons", "expires", staff, plain, erased_on, to_forget, from_system),
    row(Kind::remote_lesson, "people.lesson_groups", "school", nobody, plain, the_school, to_teach_afar, from_system),
    row(Kind::remote_lesson, "people.lesson_groups", "lesson", nobody, plain, {"de les op afstand", "the remote lesson"},
        to_teach_afar, from_system),
    row(Kind::remote_lesson, "people.lesson_groups", "grp", nobody, plain, the_group, to_teach_afar, from_staff),

    row(Kind::restriction, "people.against", "school", pupil, plain, the_school, to_refrain, from_system),
    row(Kind::restriction, "people.against", "pupil", pupil, plain, {"de leerling", "the pupil"}, to_refrain, from_staff),
    row(Kind::restriction, "people.against", "kind", pupil, plain,
        {"of het een bezwaar of een beperking is", "whether it is an objection or a restriction"}, to_refrain, from_staff),
    row(Kind::restriction, "people.against", "since", pupil, plain, {"sinds wanneer", "since when"}, to_refrain, from_system),

    row(Kind::restriction, "people.kept_out", "school", everyone, plain, the_school, to_keep_out, from_system),
    row(Kind::restriction, "people.kept_out", "who", everyone, hashed,
        {"wie op verzoek is gewist, als versleuteld kenmerk", "who was erased on request, as a keyed hash"}, to_keep_out, from_staff),
    row(Kind::restriction, "people.kept_out", "side", everyone, plain,
        {"of het een leerling, een medewerker of een account is", "whether it is a pupil, a staff member or an account"}, to_keep_out,
        from_system),
    row(Kind::restriction, "people.kept_out", "since", everyone, plain, {"sinds wanneer", "since when"}, to_keep_out, from_system),
    row(Kind::restriction, "people.kept_out", "expires", everyone, plain, erased_on, to_forget, from_system),
};

}  // namespace monitor::retention
