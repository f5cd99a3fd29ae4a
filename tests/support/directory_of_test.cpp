// support: which accounts does the invented directory have?

#include "support/directory_of_test.hpp"

namespace monitor::test {

roster::Account account_line(const std::string& object, const std::string& user, roster::Role role, roster::Enabled enabled) {
    return {.tenant = "tenant-1",
            .object = Personal<std::string>{object},
            .enabled = enabled,
            .role = role,
            .user = Personal<std::string>{user}};
}

store::Round round_of(std::vector<roster::Account> accounts, store::Extent extent) {
    return {.tenant = "tenant-1",
            .extent = extent,
            .accounts = std::move(accounts),
            .resume = "https://graph.example/v1.0/users/delta?$deltatoken=abc",
            .rules = roster::usual_rules()};
}

std::vector<roster::Account> regenboog_accounts() {
    using roster::Role;
    return {account_line("o-p1", "sanne.b@school.example", Role::pupil),
            account_line("o-p2", "tim.v@school.example", Role::pupil),
            account_line("o-p3", "noor.k@school.example", Role::pupil),
            account_line("object-s1", "anouk.devries@school.example", Role::staff),
            account_line("object-s2", "kees.jansen@school.example", Role::staff),
            account_line("object-s3", "wilma.pieters@school.example", Role::staff)};
}

}  // namespace monitor::test
