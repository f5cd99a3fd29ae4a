// school: when are two user names the same?

#include "monitor/school/user.hpp"

namespace monitor::school {

std::string folded(std::string user) {
    for (char& letter : user)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return user;
}

std::string before_at(const std::string& user) {
    return user.substr(0, user.find('@'));
}

}  // namespace monitor::school
