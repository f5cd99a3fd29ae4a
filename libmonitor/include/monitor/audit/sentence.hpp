#pragma once
// audit: how does a person read a line of the log, or a look? One plain sentence; the words stand in libmonitor/text/{nl,en}/log.txt.

#include <chrono>
#include <functional>
#include <string>

#include "monitor/audit/reading.hpp"
#include "monitor/base/language.hpp"

namespace monitor::audit {

/// Who is behind an id, as far as this reader may know; "": nobody that is known any more, or nobody this reader may know.
struct Names {
    std::function<std::string(StaffId)> staff{};
    std::function<std::string(PupilId)> pupil{};
    std::function<std::string(GroupId)> group{};
};

/// "Anouk de Vries ging meekijken op het scherm van Sanne B. Reden: …"
[[nodiscard]] std::string sentence(const Kept&, const Names&, Language);

/// Who looked: a name, or that they no longer work there.
[[nodiscard]] std::string who(const Look&, const Names&, Language);
/// How long it lasted: "12 minuten".
[[nodiscard]] std::string length(const Look&, Language);
/// How it ended, in words for anybody, a pupil too; "" while it lasts.
[[nodiscard]] std::string ending(const Look&, Language);

}  // namespace monitor::audit
