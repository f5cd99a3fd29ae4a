// Does a name turn into a plain string by itself? (P7)
// must say: could not convert .pupil.*::name. from .*Personal

#include <string>

#include "monitor/school/roll.hpp"

std::string text(const monitor::school::Pupil& pupil) {
#ifdef WRONG
    return pupil.name;
#else
    return pupil.name.reveal(monitor::Purpose::identify_to_teacher);
#endif
}
