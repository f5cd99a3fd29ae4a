#pragma once
// transport tests: Events that remember what came, and say so to the test.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "monitor/transport/listener.hpp"

namespace monitor::test {

/// What one end of a line saw. Outlives the line.
struct Record {
    transport::Socket* socket{};  ///< while it lives
    std::vector<std::string> messages{};
    int drained{};
    std::optional<transport::CloseReason> closed{};
    int destroyed{};
    std::function<void(std::string_view)> on_message{};
    std::function<void()> on_change{};
};

class Recording final : public transport::Events {
public:
    explicit Recording(std::shared_ptr<Record> record) : record_{std::move(record)} {}
    ~Recording() override {
        record_->socket = nullptr;
        ++record_->destroyed;
        changed();
    }
    void message(BytesView bytes) override {
        record_->messages.emplace_back(as_text(bytes));
        if (record_->on_message) record_->on_message(as_text(bytes));
        changed();
    }
    void drained() override {
        ++record_->drained;
        changed();
    }
    void closed(transport::CloseReason reason) override {
        record_->closed = reason;
        changed();
    }

private:
    void changed() const {
        if (record_->on_change) record_->on_change();
    }
    std::shared_ptr<Record> record_;
};

inline transport::Welcome recording(std::shared_ptr<Record> record) {
    return [record = std::move(record)](transport::Socket& socket) {
        record->socket = &socket;
        if (record->on_change) record->on_change();
        return std::make_unique<Recording>(record);
    };
}

inline Bytes text(std::string_view words) { return copy(as_bytes(words)); }

}  // namespace monitor::test
