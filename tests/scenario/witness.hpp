#pragma once
// scenario: who stands beside the devices and the pages of a test and writes down what passed? It sees the wire and no ruling.

#include <string>
#include <variant>

#include "monitor/wire/agent.hpp"
#include "monitor/wire/viewer.hpp"

namespace monitor::test {

class Device;
class Teacher;

/// A line was opened from there; a line is gone.
struct Came {
    std::string address{};
};
struct Gone {};
using DeviceTurn = std::variant<Came, Gone, const wire::FromDevice*, const wire::ToDevice*>;
using TeacherTurn = std::variant<Came, Gone, const wire::FromViewer*, const wire::ToViewer*>;

/// Told before a thing is said and as soon as it is heard, on the test's own thread.
class Witness {
public:
    virtual ~Witness() = default;
    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;

    virtual void device(const Device&, const DeviceTurn&) = 0;
    virtual void teacher(const Teacher&, const TeacherTurn&) = 0;

protected:
    Witness() = default;
};

}  // namespace monitor::test
