#pragma once
// agent: strip first, then pictures, and neither without a lease. The desktop's capture thread, as a mind without a thread.
//
// take() may be called from any thread; work() belongs to one, which sleeps between its calls (a test calls it by hand).

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "agent/easel.hpp"
#include "agent/lease.hpp"
#include "monitor/agent/desktop.hpp"
#include "monitor/wire/local.hpp"

namespace monitor::agent {

/// Stop, without a word back. Empty: whatever runs.
struct EndOrder {
    std::optional<std::uint32_t> lease{};
    wire::StopReason why{wire::StopReason::nobody_looks};
};
using Order = std::variant<Lease, EndOrder, wire::LocalKey, wire::LocalRoom>;

/// What a studio tells; called on its thread.
class StudioSide {
public:
    virtual ~StudioSide() = default;
    StudioSide(const StudioSide&) = delete;
    StudioSide& operator=(const StudioSide&) = delete;

    virtual void indicated(std::uint32_t lease) = 0;
    virtual void picture(std::uint32_t lease, picture::Stream, Bytes vp8) = 0;
    virtual void stopped(std::uint32_t lease, wire::StopReason) = 0;
    virtual void counted(const wire::LocalCounts&) = 0;

protected:
    StudioSide() = default;
};

class Studio {
public:
    static constexpr std::chrono::milliseconds strip_watch{50};    ///< the strip is looked after at least this often
    static constexpr std::chrono::milliseconds strip_raising{10};  ///< and this often while it is not up
    static constexpr std::chrono::milliseconds longest_covered{3'000};
    static constexpr std::chrono::milliseconds retry{200};
    static constexpr int retries{5};
    static constexpr std::chrono::milliseconds first_rest{1'000}, longest_rest{30'000};
    static constexpr std::chrono::seconds between_counts{10};

    /// `woken` is called after every take().
    Studio(Screen, Language, Log&, const Clock&, StudioSide&, std::function<void()> woken);

    void take(Order);
    /// Does what there is to do now. Gives when to call again; empty: not before the next order.
    [[nodiscard]] std::optional<Tick> work();
    /// Any thread.
    [[nodiscard]] wire::LocalCounts counts() const;

private:
    enum class Told : std::uint8_t { no = 0, yes = 1 };
    enum class Room : std::uint8_t { none = 0, free = 1 };

    void take_orders();
    void obey(Lease&&);
    void obey(const EndOrder&);
    void obey(const wire::LocalKey&);
    void obey(const wire::LocalRoom&);

    [[nodiscard]] bool raised(Tick now);
    [[nodiscard]] bool standing(Tick now);
    [[nodiscard]] bool set_up();
    void look_at(Easel&, std::chrono::milliseconds patience);
    [[nodiscard]] std::vector<Easel*> due(Tick now);
    [[nodiscard]] Tick next_call(Tick now);
    void failed(wire::StopReason, Trouble, std::string_view operation, int code);
    void end(wire::StopReason, Told);
    void count(Tick now);
    void close_screen();
    [[nodiscard]] Room& room(picture::Stream stream) { return rooms_[stream == picture::Stream::grid ? 0 : 1]; }

    Screen screen_;
    Language language_;
    Log& log_;
    const Clock& clock_;
    StudioSide& side_;
    std::function<void()> woken_;

    std::mutex mutex_;
    std::vector<Order> orders_;

    std::optional<Lease> lease_;
    std::optional<std::uint32_t> given_back_;  ///< told so, and not heard yet: a renewal that was on its way revives nothing
    std::unique_ptr<capture::Strip> strip_;
    std::string words_, shown_;
    bool indicated_{};
    std::optional<Tick> not_up_since_;
    std::vector<std::unique_ptr<Easel>> easels_;  // goes before the strip it stands behind: see close_screen()
    std::array<Room, 2> rooms_{};
    Tick not_before_{};
    int failures_{};
    std::chrono::milliseconds rest_{first_rest};
    Tick next_count_{};
    std::atomic<std::uint64_t> captures_{}, pictures_{}, bytes_{};
};

}  // namespace monitor::agent
