#pragma once
// agent: the desktop process on its line to the service: orders come in, pictures go out. On one executor; the studio has its own
// thread.

#include <memory>
#include <optional>
#include <vector>

#include "agent/studio.hpp"
#include "monitor/agent/tabs.hpp"
#include "monitor/base/executor.hpp"
#include "monitor/transport/socket.hpp"

namespace monitor::agent {

class DeskLine;

class Desk final : public StudioSide {
public:
    static constexpr std::chrono::seconds between_tabs{1};

    /// `tabs` may be empty.
    Desk(Executor&, const Clock&, Log&, std::unique_ptr<TabSource> tabs);
    ~Desk() override;
    /// Before any line; it must outlive the lines.
    void with(Studio& studio) { studio_ = &studio; }

    [[nodiscard]] std::unique_ptr<transport::Events> line(transport::Socket&);

    // On the studio's thread.
    void indicated(std::uint32_t lease) override;
    void picture(std::uint32_t lease, picture::Stream, Bytes vp8) override;
    void stopped(std::uint32_t lease, wire::StopReason) override;
    void counted(const wire::LocalCounts&) override;

private:
    friend class DeskLine;
    void on(const wire::LocalWatch&);
    void on(const wire::LocalStop&);
    void on(const wire::LocalKey&);
    void on(const wire::LocalRoom&);
    void gone(DeskLine&);

    void send(const wire::FromDesktop&);
    void later(std::move_only_function<void(Desk&)>);
    void look_at_tabs(std::uint32_t lease);

    Executor& executor_;
    const Clock& clock_;
    Log& log_;
    std::unique_ptr<TabSource> tabs_;
    Studio* studio_{};
    DeskLine* line_{};
    std::optional<std::uint32_t> lease_;
    std::optional<std::uint32_t> tabs_of_;  ///< the lease for which tabs are looked at
    std::shared_ptr<Desk*> here_;
};

}  // namespace monitor::agent
