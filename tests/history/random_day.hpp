#pragma once
// history: a short school day in which anything may happen, in an order that a seed decides. Devices and pages are not always
// obedient; the clock is the test's.

#include <random>

#include "history/history.hpp"

namespace monitor::test {

/// Ways in which a server could be crooked, so that it can be shown that the history would tell.
enum class Crooked : std::uint8_t {
    no = 0,
    keeps_old_pictures = 1,    ///< nobody looks at the deadline of a picture
    trusts_old_directory = 2,  ///< a directory nobody could read is good enough
    writes_nothing = 3,        ///< says that a look was written down, and writes nothing
};

class RandomDay {
public:
    RandomDay(std::uint64_t seed, std::ostream& out, Crooked);
    ~RandomDay();
    void run(int steps);
    [[nodiscard]] std::uint64_t delivered() const { return history_.delivered(); }

private:
    struct Place {
        std::vector<std::string> networks{};
        school::Hours hours{};
    };
    [[nodiscard]] std::size_t below(std::size_t limit) { return lots_() % limit; }
    [[nodiscard]] bool once_in(std::size_t times) { return below(times) == 0; }
    template <class All>
    auto& one_of(All& all) {
        return all[below(all.size())];
    }

    void step();
    // the people who look and who are looked at
    void pictures();
    void bad_pictures();
    void device_moves();
    void another_device(std::unique_ptr<Device>&);
    void teacher_moves();
    void open_view();
    void open_view(const std::string& group, const char* address);
    void look_closer();
    // what the school and its administration do
    void school_moves();
    void people_change();
    void roster_read();
    void directory_read();
    void place_changes();
    void duties_change();
    void lesson_moves();
    void lesson_planned();
    void class_at_home();
    void session_ends();
    // what time does
    void time_passes();
    void two_days_later();
    void school_stops();
    void school_starts();

    std::mt19937_64 lots_;
    Classroom room_;
    History history_;
    Crooked crooked_;
    roster::Snapshot roster_;
    std::vector<std::string> disabled_{};  ///< user names whose account is switched off
    bool has_directory_{};
    std::map<std::string, Place> places_{};
    std::vector<school::RemoteLesson> lessons_{};
    std::vector<std::unique_ptr<Device>> devices_{};
    std::vector<std::unique_ptr<Teacher>> teachers_{};
    std::int64_t last_picture_{};
};

}  // namespace monitor::test
