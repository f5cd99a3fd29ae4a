// store: who hears of a change, whichever process made it?

#include <chrono>

#include "parts.hpp"

namespace monitor::store {
namespace {

using namespace std::chrono_literals;
constexpr auto pause = 250ms;

class SqliteChanges final : public Changes {
public:
    explicit SqliteChanges(SharedPeople file) : file_{std::move(file)} {}
    ~SqliteChanges() override {
        const std::lock_guard none_running{file_->telling};
        file_->listener = nullptr;
    }

    std::expected<std::vector<Revision>, Error> now() override {
        return answer(*file_, Reach::across(), "read revisions", [&] {
            std::vector<Revision> revisions;
            for (const Row& row : file_->database.rows("SELECT school, revision FROM revisions ORDER BY school")) {
                revisions.push_back({row.id<SchoolId>(0), static_cast<std::uint64_t>(row.number(1))});
            }
            return revisions;
        });
    }

    void tell(std::move_only_function<void()> changed) override {
        const std::lock_guard none_running{file_->telling};
        file_->listener = std::move(changed);
    }

private:
    SharedPeople file_;
};

void poll(const SharedPeople& file, Executor& people) {
    const auto others = answer(file->database, Reach::across(), "look for changes", [&] { return file->database.others(); });
    bool changed{};
    {
        const std::lock_guard one{file->telling};
        changed = (others && file->others_seen.exchange(*others) != *others) || (file->untold && file->listener);
    }
    if (changed && file->picture_terms)
        (void)answer(file->database, Reach::across(), "read the terms", [&] { file->picture_terms->read(file->database); });
    if (changed) file->tell();
    people.post_at(file->clock.tick() + pause, [weak = std::weak_ptr{file}, &people] {
        if (const auto still = weak.lock()) poll(still, people);
    });
}

}  // namespace

std::unique_ptr<Changes> make_changes(SharedPeople file) {
    return std::make_unique<SqliteChanges>(std::move(file));
}

void begin_polling(const SharedPeople& file, Executor& people) {
    people.post([weak = std::weak_ptr{file}, &people] {
        if (const auto still = weak.lock()) poll(still, people);
    });
}

}  // namespace monitor::store
