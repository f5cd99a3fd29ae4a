// base: how does one thread wait for another? Here, so that not every question compiles a promise of its own.

#include "monitor/base/executor.hpp"

#include <exception>
#include <future>

namespace monitor {

void finish(Executor& there, Task work) {
    std::promise<void> done;
    auto finished = done.get_future();
    there.post([work = std::move(work), done = std::move(done)]() mutable {
        try {
            work();
        } catch (...) {
            return done.set_exception(std::current_exception());
        }
        done.set_value();
    });
    finished.get();
}

}  // namespace monitor
