// door: how is the server doing, for the operator and for Prometheus?

#include "door/health.hpp"

#include <fmt/format.h>

namespace monitor::door {
namespace {

void gauge(std::string& text, std::string_view name, std::string_view help, std::uint64_t value) {
    text += fmt::format("# HELP monitor_{0} {1}\n# TYPE monitor_{0} gauge\nmonitor_{0} {2}\n", name, help, value);
}
void counter(std::string& text, std::string_view name, std::string_view help, std::uint64_t value) {
    text +=
        fmt::format("# HELP monitor_{0}_total {1}\n# TYPE monitor_{0}_total counter\nmonitor_{0}_total {2}\n", name, help, value);
}

}  // namespace

bool is_loopback(const school::Address& address) noexcept {
    static const auto four = school::Network::from_text("127.0.0.0/8");
    static const auto six = school::Address::from_text("::1");
    return (four && four->contains(address)) || (six && *six == address);
}

transport::Response ready(const hub::Counts& counts, const Upkeep& upkeep, Stage stage) {
    const bool serving = stage == Stage::serving;
    return {serving ? 200 : 503,
            {{"content-type", "text/plain; charset=utf-8"}},
            fmt::format("{}\nagents {}\nviewers {}\nviews {}\npictures kept {}\ndeleting {}, last {} s ago\nclock {}\n",
                        serving ? "ready" : "stopping", counts.agents, counts.viewers, counts.views, counts.pictures_kept,
                        upkeep.deleting == Deleting::in_time ? "in time" : "LATE", upkeep.since_sweep.count(),
                        upkeep.clock == retention::Trust::sure ? "sure" : "DOUBTFUL")};
}

transport::Response metrics(const hub::Counts& counts, const Upkeep& upkeep) {
    std::string text;
    gauge(text, "agents", "Devices with a line to this server now.", counts.agents);
    gauge(text, "viewers", "Pages of teachers with a line to this server now.", counts.viewers);
    gauge(text, "views", "Views that are open now.", counts.views);
    gauge(text, "pictures_kept", "Last pictures in memory now, at most one a pupil.", counts.pictures_kept);
    counter(text, "pictures_in", "Pictures received from devices.", counts.pictures_in);
    counter(text, "picture_bytes_in", "Bytes of pictures received from devices.", counts.picture_bytes_in);
    counter(text, "pictures_out", "Pictures sent to pages.", counts.pictures_out);
    counter(text, "pictures_refused", "Pictures that were not let in.", counts.pictures_refused);
    counter(text, "pictures_skipped", "Pictures not sent to a page that was behind.", counts.pictures_skipped);
    counter(text, "decisions", "Times the rules were asked.", counts.decisions);
    gauge(text, "sweep_lag_seconds", "Seconds since what was past its term was last deleted; each hour is usual.",
          static_cast<std::uint64_t>(upkeep.since_sweep.count()));
    gauge(text, "sweep_late", "1: deleting did not happen for two hours. Alarm on this.",
          upkeep.deleting == Deleting::late ? 1 : 0);
    gauge(text, "clock_doubtful", "1: the clock leapt ahead and nobody confirmed it. Alarm on this.",
          upkeep.clock == retention::Trust::doubtful ? 1 : 0);
    counter(text, "swept", "Records deleted because their term was over.", upkeep.swept);
    counter(text, "leases", "Leases given to devices, renewals included.", counts.leases);
    return {200, {{"content-type", "text/plain; version=0.0.4; charset=utf-8"}}, std::move(text)};
}

}  // namespace monitor::door
