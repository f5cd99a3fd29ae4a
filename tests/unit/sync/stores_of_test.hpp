#pragma once
// A school whose directory and administration a test answers for, and what became of each run.

#include <filesystem>
#include <fstream>
#include <string>

#include "monitor/sync/run.hpp"
#include "support/inline_executor.hpp"
#include "support/temporary.hpp"
#include "unit/sync/kept_trail.hpp"

namespace monitor::test {

/// A school with a directory that a test answers for, and a place for files of its own.
struct SyncOfTest {
    GraphOfTest graph{};
    Kept kept{};
    store::Stores stores{};
    NoLog log{};
    Temporary directory{};

    SyncOfTest() {
        stores.people = std::make_unique<KeptPeople>(kept);
        stores.schools = std::make_unique<KeptSchools>(kept);
        stores.directories = std::make_unique<KeptDirectories>(kept);
        stores.rosters = std::make_unique<KeptRosters>(kept);
        stores.trail = std::make_unique<KeptTrail>(kept);
        stores.people_thread = std::make_unique<InlineExecutor>();
        stores.audit_thread = std::make_unique<InlineExecutor>();
    }
    [[nodiscard]] sync::Parts parts() { return {stores, graph.fetch, graph.random, graph.clock, log}; }
    [[nodiscard]] std::filesystem::path file(const std::string& name, const std::string& text, unsigned mode = 0600) {
        const auto path = directory.path() / name;
        std::ofstream{path} << text;
        std::filesystem::permissions(path, static_cast<std::filesystem::perms>(mode));
        return path;
    }
    [[nodiscard]] settings::Connection directory_connection() {
        auto set = graph.options.connection;
        set.secret_file = file("graph-secret", "s&cret\n");
        return set;
    }
    [[nodiscard]] settings::Connection uwlr_connection() {
        settings::Connection set{.school = "99XX", .kind = settings::ConnectionKind::uwlr, .url = "https://las.example/uwlr"};
        set.secret_file = file("uwlr-key", "k<1>&");
        set.customer = "K-1";
        set.customer_name = "Regenboog & Zn";
        return set;
    }
    sync::Report run(const settings::Connection& set, store::Consent consent = store::Consent::guard) {
        return sync::run_once(parts(), set, graph.going, consent);
    }
    static std::string word(const sync::Report& report) {
        return report.failure ? std::string{sync::word(report.failure->problem)} + ": " + report.failure->place : "good";
    }
};

}  // namespace monitor::test
