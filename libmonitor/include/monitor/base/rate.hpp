#pragma once
// base: does this one ask more than a share a second, averaged over a few? A token bucket on a tick it is given.

#include <algorithm>

#include "monitor/base/clock.hpp"

namespace monitor {

/// A value; belongs to one thread.
class Rate {
public:
    /// `burst` may be taken at once; it fills again by `a_second`.
    Rate(double a_second, double burst) : a_second_{a_second}, burst_{burst}, left_{burst} {}
    /// False: too much; nothing was taken.
    [[nodiscard]] bool take(double amount, Tick now) {
        fill(now);
        if (amount > left_) return false;
        left_ -= amount;
        return true;
    }
    /// Nothing is owed any more: it may be forgotten.
    [[nodiscard]] bool full(Tick now) const {
        Rate later = *this;
        later.fill(now);
        return later.left_ >= burst_;
    }

private:
    void fill(Tick now) {
        const std::chrono::duration<double> since = now - last_;
        if (last_ != Tick{} && since.count() > 0) left_ = std::min(burst_, left_ + since.count() * a_second_);
        last_ = std::max(now, last_);
    }
    double a_second_, burst_, left_;
    Tick last_{};
};

}  // namespace monitor
