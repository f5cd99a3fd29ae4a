// school: when are two user names the same?

#include "monitor/school/user.hpp"

#include <utility>

#include "monitor/base/ascii.hpp"

namespace monitor::school {

std::string folded(std::string user) {
    return lowered(std::move(user));
}

std::string before_at(const std::string& user) {
    return user.substr(0, user.find('@'));
}

}  // namespace monitor::school
