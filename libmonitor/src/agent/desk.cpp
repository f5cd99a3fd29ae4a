// agent: what does the desktop process do with what the service says?

#include "agent/desk.hpp"

namespace monitor::agent {
/// One line to the service. When it goes, for whatever reason, looking stops at once.
class DeskLine final : public transport::Events {
public:
    DeskLine(transport::Socket& socket, Desk& desk) : socket_{socket}, desk_{desk} { send(wire::LocalHello{1}); }
    ~DeskLine() override { over(); }

    void send(const wire::FromDesktop& message) {
        if (!over_) socket_.send(wire::encode(message));
    }
    void message(BytesView bytes) override {
        if (over_) return;
        Bytes unpacked;
        const auto envelope = wire::open(bytes, unpacked);
        const auto said = envelope ? wire::to_desktop(*envelope) : std::unexpected{envelope.error()};
        if (said) return std::visit([this](const auto& one) { desk_.on(one); }, *said);
        socket_.close(transport::CloseReason::malformed);
        over();
    }
    void drained() override {}
    void closed(transport::CloseReason) override { over(); }

private:
    void over() {
        if (std::exchange(over_, true)) return;
        desk_.gone(*this);
    }
    transport::Socket& socket_;
    Desk& desk_;
    bool over_{};
};

Desk::Desk(Executor& executor, const Clock& clock, Log& log, std::unique_ptr<TabSource> tabs)
    : executor_{executor}, clock_{clock}, log_{log}, tabs_{std::move(tabs)}, here_{std::make_shared<Desk*>(this)} {}

Desk::~Desk() = default;

std::unique_ptr<transport::Events> Desk::line(transport::Socket& socket) {
    auto line = std::make_unique<DeskLine>(socket, *this);
    line_ = line.get();
    return line;
}

void Desk::gone(DeskLine& line) {
    if (&line != line_) return;
    line_ = nullptr;
    lease_.reset();
    studio_->take(EndOrder{{}, wire::StopReason::line_silent});
}

// ---- the service

void Desk::on(const wire::LocalWatch& asked) {
    auto lease = Lease::granted(asked.watch, clock_.tick());
    if (!lease) {
        lease_.reset();
        studio_->take(EndOrder{{}, lease.error()});
        return send(wire::LocalStopped{asked.watch.lease, static_cast<std::uint8_t>(lease.error())});
    }
    lease_ = lease->id();
    studio_->take(std::move(*lease));
}

void Desk::on(const wire::LocalStop& stop) {
    const auto why = static_cast<wire::StopReason>(stop.why);
    if (why == wire::StopReason::not_a_pupil)
        log_.write(Level::info, "agent", "the school says: who is at this device is not a pupil; nothing is captured");
    if (lease_ == stop.lease) lease_.reset();
    studio_->take(EndOrder{stop.lease, why});
}

void Desk::on(const wire::LocalKey& key) {
    studio_->take(key);
}

void Desk::on(const wire::LocalRoom& room) {
    studio_->take(room);
}

void Desk::send(const wire::FromDesktop& message) {
    if (line_ != nullptr) line_->send(message);
}

// ---- the studio, from its own thread

void Desk::later(std::move_only_function<void(Desk&)> task) {
    executor_.post([here = std::weak_ptr{here_}, task = std::move(task)]() mutable {
        if (const auto self = here.lock()) task(**self);
    });
}

void Desk::indicated(std::uint32_t lease) {
    later([lease](Desk& self) {
        self.send(wire::LocalIndicated{lease});
        if (self.tabs_ && self.lease_ == lease && self.tabs_of_ != lease) self.look_at_tabs(lease);
    });
}

void Desk::picture(std::uint32_t lease, picture::Stream stream, Bytes vp8) {
    later([lease, stream, vp8 = std::move(vp8)](Desk& self) {
        if (self.lease_ == lease) self.send(wire::LocalPicture{lease, stream, vp8});
    });
}

void Desk::stopped(std::uint32_t lease, wire::StopReason why) {
    later([lease, why](Desk& self) {
        if (self.lease_ == lease) self.lease_.reset();
        self.send(wire::LocalStopped{lease, static_cast<std::uint8_t>(why)});
    });
}

void Desk::counted(const wire::LocalCounts& counts) {
    later([counts](Desk& self) { self.send(counts); });
}

/// Once a second while this lease lasts.
void Desk::look_at_tabs(std::uint32_t lease) {
    tabs_of_ = lease;
    if (lease_ != lease) {
        tabs_of_.reset();
        return;
    }
    if (auto tabs = tabs_->changed()) send(wire::LocalTabs{lease, std::move(*tabs)});
    executor_.post_at(clock_.tick() + between_tabs, [here = std::weak_ptr{here_}, lease] {
        if (const auto self = here.lock(); self && (*self)->tabs_of_ == lease) (*self)->look_at_tabs(lease);
    });
}

}  // namespace monitor::agent
