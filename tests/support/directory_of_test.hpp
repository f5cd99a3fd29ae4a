#pragma once
// support: accounts of an invented directory, and rounds that read them.

#include <string>
#include <vector>

#include "monitor/store/directories.hpp"

namespace monitor::test {

roster::Account account_line(const std::string& object, const std::string& user, roster::Role role,
                             roster::Enabled enabled = roster::Enabled::yes);
store::Round round_of(std::vector<roster::Account> accounts, store::Extent extent = store::Extent::everything);
/// The people of regenboog(), as its directory has them.
std::vector<roster::Account> regenboog_accounts();

}  // namespace monitor::test
