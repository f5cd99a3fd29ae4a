#pragma once
// support: sittings, codes and the log of an invented school, in memory.

#include <algorithm>

#include "monitor/audit/reading.hpp"
#include "unit/server_ref/fake_stores.hpp"

namespace monitor::test {

/// Sanne's account is "sanne"; she is pupil 2 of fake_stores.hpp.
class FakeSittings final : public identity::Sittings {
public:
    explicit FakeSittings(Kept& kept) : kept_{kept} {}
    std::expected<std::optional<identity::PupilAt>, Error> pupil(const std::string&, const Personal<std::string>& object) override {
        ++kept_.pupils_sought;
        if (object != Personal<std::string>{"sanne"}) return std::nullopt;
        return identity::PupilAt{id<SchoolId>(1), id<PupilId>(2)};
    }
    std::expected<identity::SittingToken, Error> begin(identity::PupilAt about, identity::Reader reader) override {
        const auto token = "sitting" + std::to_string(++count_);
        kept_.sittings[token] = {about, reader, {}, {}};
        return identity::SittingToken{token};
    }
    std::expected<std::optional<identity::Sitting>, Error> find(const identity::SittingToken& token) override {
        const auto at = kept_.sittings.find(token.reveal(Purpose::match_account));
        return at == kept_.sittings.end() ? std::nullopt : std::optional{at->second};
    }
    std::expected<void, Error> end(const identity::SittingToken& token) override {
        kept_.sittings.erase(token.reveal(Purpose::match_account));
        return {};
    }

private:
    Kept& kept_;
    int count_{};
};

class FakeCodes final : public identity::Codes {
public:
    explicit FakeCodes(Kept& kept) : kept_{kept} {}
    std::expected<identity::MadeCode, Error> make(SchoolId school, PupilId pupil, identity::Opens opens, std::chrono::hours) override {
        const auto secret = "AAAA-AAAA-AAAA-AAA" + std::to_string(++count_);
        const identity::Code code{id<identity::CodeId>(static_cast<unsigned char>(count_)), school, pupil, opens, {}, {}};
        kept_.codes[secret] = code;
        return identity::MadeCode{code, Personal<std::string>{secret}};
    }
    std::expected<std::vector<identity::Code>, Error> of(SchoolId) override {
        std::vector<identity::Code> all;
        for (const auto& [secret, code] : kept_.codes) all.push_back(code);
        return all;
    }
    std::expected<std::optional<identity::Code>, Error> find(const Personal<std::string>& secret, identity::Opens) override {
        ++kept_.codes_sought;
        const auto at = kept_.codes.find(secret.reveal(Purpose::match_account));
        return at == kept_.codes.end() ? std::nullopt : std::optional{at->second};
    }
    std::expected<void, Error> end(SchoolId, identity::CodeId code) override {
        if (std::erase_if(kept_.codes, [&](const auto& each) { return each.second.id == code; }) == 0)
            return std::unexpected{Error{Remedy::not_found, "end a code", 0, "code"}};
        return {};
    }

private:
    Kept& kept_;
    int count_{};
};

class FakeLogbooks final : public audit::Logbooks {
public:
    explicit FakeLogbooks(Kept& kept) : kept_{kept} {}
    std::expected<std::vector<audit::Logbook>, Error> all() override { return std::vector<audit::Logbook>{}; }
    std::expected<void, Error> keep_for(SchoolId, std::chrono::days) override { return {}; }
    std::expected<void, Error> pass_on(SchoolId, std::uint64_t) override { return {}; }
    std::expected<std::vector<audit::Kept>, Error> about(SchoolId, const audit::Whom& whom, std::uint64_t before,
                                                         std::size_t at_most) override {
        std::vector<audit::Kept> found;
        for (auto index = std::min<std::uint64_t>(before, kept_.trail.size()); index > 0 && found.size() < at_most; --index)
            if (audit::names(kept_.trail[index - 1], whom))
                found.push_back({index - 1, {}, kept_.trail[index - 1], audit::Remains::whole});
        return found;
    }

private:
    Kept& kept_;
};

class FakeNotary final : public audit::Notary {
public:
    FakeNotary() = default;
    std::expected<seal::PublicKey, Error> public_key() override { return seal::PublicKey{}; }
    std::expected<std::string, Error> sign(SchoolId) override { return std::string{}; }
    std::expected<std::vector<std::string>, Error> checkpoints(SchoolId, std::uint64_t, std::size_t) override {
        return std::vector<std::string>{};
    }
    std::expected<std::vector<audit::Evidence>, Error> evidence(SchoolId, std::uint64_t, std::size_t) override {
        return std::vector<audit::Evidence>{};
    }
    std::expected<audit::Hash, Error> subtree(SchoolId, unsigned, std::uint64_t) override { return audit::Hash{}; }
};

}  // namespace monitor::test
