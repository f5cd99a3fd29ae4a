// audit: what waits while the disk is busy, and who takes it along?

#include "monitor/audit/journal.hpp"

#include <algorithm>
#include <deque>
#include <mutex>

namespace monitor::audit {
namespace {

constexpr std::size_t most_at_once = 4096;  // so that none waits for a transaction without end

struct Waiting {
    std::optional<Line> line;  // empty: only wants to know when all before it is answered
    Journal::Then then;
};

/// What waits; tasks on their way hold it, so that it outlives the journal until they are done.
struct Queue : std::enable_shared_from_this<Queue> {
    Queue(const std::unique_ptr<Trail>& of, Executor& on) : trail{of}, thread{on} {}

    // One task at a time is on its way; what comes meanwhile, it or the next takes along.
    void add(Waiting one) {
        {
            const std::lock_guard lock{mutex};
            queue.push_back(std::move(one));
            if (std::exchange(on_its_way, true)) return;
        }
        go();
    }

    void go() {
        thread.post([self = shared_from_this()] { self->write(); });
    }

    void write() {
        std::vector<Line> lines;
        std::vector<Waiting> taken;
        {
            const std::lock_guard lock{mutex};
            while (!queue.empty() && taken.size() < most_at_once) {
                taken.push_back(std::move(queue.front()));
                queue.pop_front();
            }
        }
        for (auto& one : taken)
            if (one.line) lines.push_back(*std::move(one.line));
        auto answers = lines.empty() ? std::vector<Appended>{} : trail->append(lines);
        auto answer = answers.begin();
        for (auto& one : taken) one.then(one.line ? std::move(*answer++) : Appended{});
        {
            const std::lock_guard lock{mutex};
            on_its_way = !queue.empty();
            if (!on_its_way) return;
        }
        go();
    }

    const std::unique_ptr<Trail>& trail;
    Executor& thread;
    std::mutex mutex;
    std::deque<Waiting> queue;
    bool on_its_way{};
};

}  // namespace

struct Journal::Inside {
    std::shared_ptr<Queue> queue;
};

Journal::Journal(const std::unique_ptr<Trail>& trail, Executor& thread)
    : inside_{std::make_unique<Inside>(std::make_shared<Queue>(trail, thread))} {}
Journal::~Journal() = default;

void Journal::write(SchoolId school, Entry entry, Then then) {
    inside_->queue->add({Line{school, std::move(entry)}, std::move(then)});
}

void Journal::flush(Task done) {
    inside_->queue->add({std::nullopt, [done = std::move(done)](const Appended&) mutable { done(); }});
}

}  // namespace monitor::audit
