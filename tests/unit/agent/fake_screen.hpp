#pragma once
// support: a desktop of one program: a strip that stands when a test says so, and a screen that changes when a test draws on it.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "monitor/agent/desktop.hpp"
#include "support/drawn_screen.hpp"

namespace monitor::test {

class FakeScreen {
public:
    DrawnScreen drawn{Size{960, 540}};
    // What the desktop does.
    capture::Standing standing{capture::Standing::up};
    std::optional<capture::CaptureError> strip_refuses{}, capturer_refuses{}, read_fails{};
    // What was done to it.
    std::vector<std::string> shown{};
    int strips_open{}, strips_opened{}, capturers_open{}, capturers_opened{}, reads{};
    std::vector<capture::Extent> extents{};

    void draw(std::uint32_t seed) {
        drawn.text({100, 60, 300, 200}, seed);
        ++change_;
    }
    [[nodiscard]] agent::Screen screen() {
        return {[this](capture::Extent extent) { return open(extent); }, [this] { return raise(); }};
    }

private:
    struct Strip final : capture::Strip {
        explicit Strip(FakeScreen& screen) : screen_{screen} { ++screen_.strips_open, ++screen_.strips_opened; }
        ~Strip() override { --screen_.strips_open; }
        std::expected<void, capture::CaptureError> show(const std::string& words) override {
            if (screen_.strip_refuses) return std::unexpected{*screen_.strip_refuses};
            screen_.shown.push_back(words);
            up_ = true;
            return {};
        }
        void hide() override { up_ = false; }
        capture::Standing standing() override { return up_ ? screen_.standing : capture::Standing::down; }
        std::vector<Rect> places() const override { return {}; }
        FakeScreen& screen_;
        bool up_{};
    };
    struct Capturer final : capture::Capturer {
        explicit Capturer(FakeScreen& screen) : screen_{screen} { ++screen_.capturers_open, ++screen_.capturers_opened; }
        ~Capturer() override { --screen_.capturers_open; }
        std::expected<std::optional<capture::Frame>, capture::CaptureError> next(std::chrono::milliseconds) override {
            if (screen_.read_fails) return std::unexpected{*screen_.read_fails};
            if (seen_ == screen_.change_) return std::nullopt;
            seen_ = screen_.change_;
            ++screen_.reads;
            return screen_.drawn.frame({screen_.drawn.whole()});
        }
        std::string_view name() const noexcept override { return "fake"; }
        FakeScreen& screen_;
        int seen_{-1};
    };
    std::expected<std::unique_ptr<capture::Capturer>, capture::CaptureError> open(capture::Extent extent) {
        if (capturer_refuses) return std::unexpected{*capturer_refuses};
        extents.push_back(extent);
        return std::make_unique<Capturer>(*this);
    }
    std::expected<std::unique_ptr<capture::Strip>, capture::CaptureError> raise() {
        if (strip_refuses) return std::unexpected{*strip_refuses};
        return std::make_unique<Strip>(*this);
    }
    int change_{};
};

}  // namespace monitor::test
