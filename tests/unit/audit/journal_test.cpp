// audit: do those who write at once share a write, keep their order and get their own answers?

#include "monitor/audit/journal.hpp"

#include <catch2/catch.hpp>

#include "support/inline_executor.hpp"
#include "support/manual_executor.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

class Counted final : public audit::Trail {
public:
    std::vector<audit::Appended> append(std::span<const audit::Line> lines) override {
        writes.push_back(lines.size());
        std::vector<audit::Appended> answers;
        for (const auto& line : lines) {
            if (line.entry.detail == "no")
                answers.emplace_back(std::unexpected{Error{Remedy::correct_input, "append", 0, "detail"}});
            else
                answers.emplace_back(size++);
        }
        return answers;
    }
    std::expected<std::vector<audit::Kept>, Error> read(SchoolId, std::uint64_t, std::size_t) override { return {}; }
    std::expected<audit::Head, Error> head(SchoolId) override { return audit::Head{}; }
    std::expected<std::uint64_t, Error> sweep(Instant) override { return 0U; }

    std::vector<std::size_t> writes;
    std::uint64_t size{};
};

struct Desk {
    ManualClock clock{Instant{}};
    ManualExecutor thread{clock};
    std::unique_ptr<audit::Trail> trail{std::make_unique<Counted>()};
    audit::Journal journal{trail, thread};
    std::vector<std::string> told;

    void write(const std::string& detail) {
        journal.write({}, {.detail = detail}, [this, detail](const audit::Appended& index) {
            told.push_back(detail + (index ? " " + std::to_string(*index) : " refused"));
        });
    }
    const std::vector<std::size_t>& writes() { return static_cast<Counted&>(*trail).writes; }
};

}  // namespace

TEST_CASE("entries that come while the disk is busy share the next write, in their order", "[audit]") {
    Desk desk;
    desk.write("a");
    desk.write("b");
    desk.write("c");
    CHECK(desk.told.empty());
    desk.thread.run();
    CHECK(desk.writes() == std::vector<std::size_t>{3});
    CHECK(desk.told == std::vector<std::string>{"a 0", "b 1", "c 2"});
    desk.write("d");
    desk.thread.run();
    CHECK(desk.writes() == std::vector<std::size_t>{3, 1});
}

TEST_CASE("one that is refused does not take the others along", "[audit]") {
    Desk desk;
    desk.write("a");
    desk.write("no");
    desk.write("b");
    desk.thread.run();
    CHECK(desk.told == std::vector<std::string>{"a 0", "no refused", "b 1"});
}

TEST_CASE("what is written from within an answer comes with the next write", "[audit]") {
    Desk desk;
    desk.journal.write({}, {.detail = "a"}, [&](const audit::Appended&) { desk.write("b"); });
    desk.thread.run();
    CHECK(desk.writes() == std::vector<std::size_t>{1, 1});
    CHECK(desk.told == std::vector<std::string>{"b 1"});
}

TEST_CASE("a flush is done when all before it is answered, also where nothing waits", "[audit]") {
    Desk desk;
    desk.journal.flush([&] { desk.told.push_back("none"); });
    desk.write("a");
    desk.journal.flush([&] { desk.told.push_back("all"); });
    desk.thread.run();
    CHECK(desk.told == std::vector<std::string>{"none", "a 0", "all"});
    CHECK(desk.writes() == std::vector<std::size_t>{1});
}

TEST_CASE("a trail on no thread of its own answers at once", "[audit]") {
    InlineExecutor thread;
    std::unique_ptr<audit::Trail> trail = std::make_unique<Counted>();
    audit::Journal journal{trail, thread};
    int told{};
    journal.write({}, {}, [&](const audit::Appended&) { ++told; });
    journal.flush([&] { ++told; });
    CHECK(told == 2);
}
