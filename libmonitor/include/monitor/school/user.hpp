#pragma once
// school: when are two user names the same?

#include <string>

namespace monitor::school {

/// As they are compared: Latin letters small. Systems differ in how they write them; none has two people for one.
[[nodiscard]] std::string folded(std::string user);
/// "sanne.b" of "sanne.b@school.example": how a device may name its user. One without an @ is all of it.
[[nodiscard]] std::string before_at(const std::string& user);

}  // namespace monitor::school
