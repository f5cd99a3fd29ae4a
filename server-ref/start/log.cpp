// start: where do the lines for the operator go?

#include "start/log.hpp"

#include <mutex>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "monitor/base/rfc3339.hpp"

namespace monitor::start {
namespace {

std::string_view word(Level level) {
    switch (level) {
        case Level::debug: return "debug";
        case Level::info: return "info";
        case Level::warning: return "warning";
        case Level::error: return "error";
    }
    return "unknown";
}

std::string one_line(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return out;
}

std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : one_line(text)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

class StandardError final : public Log {
public:
    StandardError(LogForm form, const Clock& clock) : form_{form}, clock_{clock} {}

    void write(Level level, std::string_view room, std::string_view said) override {
        if (level < Level::info) return;
        const auto text = line(form_, clock_.now(), level, room, said) + "\n";
        const std::lock_guard lock{mutex_};
        std::fwrite(text.data(), 1, text.size(), stderr);
        std::fflush(stderr);
    }

private:
    LogForm form_;
    const Clock& clock_;
    std::mutex mutex_{};
};

}  // namespace

std::string line(LogForm form, Instant at, Level level, std::string_view room, std::string_view said) {
    if (form == LogForm::text) return fmt::format("{} {} {}: {}", rfc3339_milliseconds(at), word(level), room, one_line(said));
    return fmt::format(R"({{"at":"{}","level":"{}","room":{},"said":{}}})", rfc3339_milliseconds(at), word(level), json_text(room),
                       json_text(said));
}

std::unique_ptr<Log> make_log(LogForm form, const Clock& clock) {
    return std::make_unique<StandardError>(form, clock);
}

}  // namespace monitor::start
