#pragma once
// hub: one teacher's page on the line: which view it has open, and what may pass to it.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hub/facts.hpp"
#include "hub/floor.hpp"
#include "hub/lease.hpp"
#include "hub/tile.hpp"
#include "monitor/audit/entry.hpp"
#include "monitor/base/rate.hpp"
#include "monitor/identity/sessions.hpp"
#include "monitor/transport/socket.hpp"
#include "monitor/wire/viewer.hpp"

namespace monitor::hub {

class ViewerLine final : public transport::Events {
public:
    ViewerLine(Floor&, transport::Socket&, std::string address, identity::SessionToken);
    ~ViewerLine() override;

    void message(BytesView) override;
    void drained() override;
    void closed(transport::CloseReason) override;

    /// A picture of this pupil arrived. True: this viewer was entitled to see it, whether or not it could keep up.
    bool picture(PupilId, const wire::Picture&, picture::Part);
    /// The facts about this pupil may have changed.
    void look_again(PupilId);
    /// The school's roll changed.
    void reconsider(SchoolId);
    void tick(Tick);
    /// Is the session still there? Asks the store; ends the view if not.
    void recheck();
    /// What this view adds to the lease of a pupil's device.
    void add_demand(PupilId, Demand&) const;
    void end(wire::EndReason, std::optional<policy::Refusal> = {});

private:
    enum class Stage : std::uint8_t { waiting = 0, opening = 1, open = 2, over = 3 };
    /// One pupil large.
    struct Look {
        std::uint16_t tile{};
        policy::LookPurpose purpose{};
        Standing standing{};
        Tick until{};
    };

    void on(const wire::OpenView&);
    void on(const wire::CloseView&) { end(wire::EndReason::asked); }
    void on(const wire::AskKey&);
    void on(const wire::LookAt&);

    void admitted(identity::Session, GroupId);
    void begin(const RollIndex&);
    void opened();
    /// The session is past its own end, and the view is over with it.
    bool outlived();
    void review(Tile&);
    void granted(Tile&);
    void review_look();
    void look_granted();
    void end_look(wire::EndReason, std::optional<policy::Refusal> = {});
    void tell(Tile&);
    void show_latest(Tile&);
    bool pass(Tile&, const wire::Picture&, picture::Part);

    [[nodiscard]] policy::Request request(const Tile&, policy::Action, policy::LookPurpose) const;
    [[nodiscard]] policy::Facts facts_of(const policy::Request&) const;
    [[nodiscard]] Tile* tile_of(PupilId);
    [[nodiscard]] audit::Entry entry(audit::Act, policy::Action) const;
    [[nodiscard]] std::optional<policy::Refusal> refusal_of_all() const;
    void say(const wire::ToViewer&);

    Floor& floor_;
    transport::Socket& socket_;
    std::string address_;
    identity::SessionToken token_;
    Stage stage_{Stage::waiting};
    bool gone_{};  ///< the line itself is: nothing can be said any more
    std::optional<identity::Session> session_{};
    GroupId group_{};
    ViewId view_{};
    std::vector<Tile> tiles_{};
    std::optional<Look> look_{};
    Tick recheck_at_{}, came_{};
    Rate looks_{0.5, 20};
    std::shared_ptr<ViewerLine*> self_{std::make_shared<ViewerLine*>(this)};
};

}  // namespace monitor::hub
