#pragma once
// history: what happened around a school, and which pictures were delivered to whom, one line an event? Written by the side of
// the test: what it did to the world, and what passed over the wires. No ruling of the server stands in it.

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/audit/trail.hpp"
#include "scenario/classroom.hpp"

namespace monitor::test {

/// One event: a JSON object on a line of its own, written when it goes.
class Event {
public:
    Event(std::ostream& out, const Clock& clock, std::string_view what);
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    ~Event();

    Event& put(std::string_view name, std::string_view text);
    Event& put(std::string_view name, std::int64_t number);
    Event& put(std::string_view name, const std::vector<std::string>& texts);
    /// `json` as it is.
    Event& raw(std::string_view name, std::string_view json);

private:
    std::ostream& out_;
    std::string line_;
};

/// Lent: the room and the stream outlive it. People are told by their user names.
class History final : public Witness {
public:
    History(Classroom&, std::ostream&);
    ~History() override;

    Event event(std::string_view what) { return {out_, room_.clock, what}; }
    void device(const Device&, const DeviceTurn&) override;
    void teacher(const Teacher&, const TeacherTurn&) override;

    /// What the administration said.
    void roster(const roster::Snapshot&);
    void site(const std::string& name, const std::vector<std::string>& networks, const school::Hours&);
    /// Stands in the record from here on: told by the trail that took it.
    void recorded(const audit::Entry&);
    /// Learns the ids of who is there now.
    void learn();
    [[nodiscard]] const std::map<std::string, StaffId>& staff() const { return staff_; }
    [[nodiscard]] const std::map<std::string, PupilId>& pupils() const { return pupils_; }
    [[nodiscard]] std::uint64_t delivered() const { return delivered_; }

    /// A picture with a number in it, by which it is known again.
    [[nodiscard]] static Bytes picture(picture::Part, std::uint64_t number);

private:
    void said(const std::string& device, const wire::FromDevice&);
    void heard(const std::string& device, const wire::ToDevice&);
    void said(std::int64_t line, const wire::FromViewer&);
    void heard(std::int64_t line, const wire::ToViewer&);
    [[nodiscard]] std::string user(PupilId) const;
    [[nodiscard]] std::string user(StaffId) const;
    [[nodiscard]] std::string user(std::string_view pupil_id) const;

    Classroom& room_;
    std::ostream& out_;
    std::map<std::string, StaffId> staff_{};
    std::map<std::string, PupilId> pupils_{};
    std::map<const Teacher*, std::int64_t> lines_{};
    std::map<std::int64_t, std::map<std::uint16_t, std::string>> tiles_{};
    std::int64_t last_line_{};
    std::uint64_t delivered_{};
};

/// A trail that tells the history what it wrote. `Record::off` claims to have written and writes nothing: a crooked server.
enum class Recording : std::uint8_t { on = 0, off = 1 };
[[nodiscard]] std::unique_ptr<audit::Trail> told(std::unique_ptr<audit::Trail>, History&, Recording);

}  // namespace monitor::test
