// capture: the strip of a screen that does not exist: it stands nowhere, and is up once shown.

#include "capture/backends.hpp"

namespace monitor::capture {
namespace {

class PlacelessStrip final : public Strip {
public:
    std::expected<void, CaptureError> show(const std::string&) override {
        standing_ = Standing::up;
        return {};
    }
    void hide() override { standing_ = Standing::down; }
    Standing standing() override { return standing_; }
    [[nodiscard]] std::vector<Rect> places() const override { return {}; }

private:
    Standing standing_{};
};

}  // namespace

OpenedStrip make_placeless_strip(const Options&) {
    return std::make_unique<PlacelessStrip>();
}

}  // namespace monitor::capture
