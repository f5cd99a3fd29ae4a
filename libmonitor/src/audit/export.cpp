// audit: how is an export taken apart, in pieces of any size and with as little memory as one line needs?

#include <fmt/format.h>

#include "audit/export_words.hpp"
#include "audit/lines.hpp"
#include "monitor/audit/verify.hpp"

namespace monitor::audit {
namespace {

constexpr std::uint64_t most_checkpoints = 1'000'000, most_unreadable = 1000;

class Pieces final : public ExportReader {
public:
    Pieces(const seal::PublicKey& key, std::vector<std::string> witnesses, EachLine each, Stands stands)
        : key_{key}, witnesses_{std::move(witnesses)}, each_{std::move(each)}, stands_{stands} {}

    void take(std::string_view piece) override {
        while (!given_up_ && !piece.empty()) {
            const auto end = piece.find('\n');
            rest_ += piece.substr(0, end);
            if (rest_.size() > words::longest_line) return give_up("a line that is too long");
            if (end == std::string_view::npos) return;
            piece.remove_prefix(end + 1);
            ++number_;
            line(rest_);
            rest_.clear();
        }
    }

    std::vector<Finding> end() override {
        if (!rest_.empty()) ++number_, unreadable("no line break at its end");
        if (stage_ != Stage::lines && !given_up_) unreadable("ends before the first line of the log");
        if (!verifier_) return std::move(early_);
        auto findings = verifier_->end();
        findings.insert(findings.begin(), early_.begin(), early_.end());
        if (stage_ == Stage::lines && taken_ != lines_)
            findings.push_back({Flaw::unreadable, 0, 0, fmt::format("its head says {} lines, there are {}", lines_, taken_)});
        return findings;
    }

    const std::string& origin() const override { return origin_; }
    std::uint64_t lines() const override { return taken_; }

private:
    enum class Stage : std::uint8_t { title, origin, checkpoints, count, notes, lines };

    void line(std::string_view text) {
        switch (stage_) {
            case Stage::title:
                if (text != words::title) return give_up("not an export of this version");
                stage_ = Stage::origin;
                return;
            case Stage::origin: return begin(text);
            case Stage::checkpoints: return count(text, words::checkpoints, checkpoints_, Stage::count);
            case Stage::count:
                count(text, words::lines, lines_, checkpoints_ == 0 ? Stage::lines : Stage::notes);
                if (checkpoints_ > most_checkpoints) give_up("too many checkpoints");
                return;
            case Stage::notes: return note_line(text);
            case Stage::lines: return entry_line(text);
        }
    }

    void begin(std::string_view text) {
        if (!school_from(text)) return give_up("the name of no log");
        origin_ = text;
        verifier_ = make_verifier(origin_, key_, stands_);
        for (std::size_t at = 0; at < witnesses_.size(); ++at)
            verifier_->witness(witnesses_[at], fmt::format("checkpoint {} that was kept", at + 1));
        stage_ = Stage::checkpoints;
    }

    void count(std::string_view text, std::string_view before, std::uint64_t& to, Stage next) {
        const auto number = text.starts_with(before) ? number_from(text.substr(before.size())) : std::nullopt;
        if (!number) return give_up("no number where one should be");
        to = *number;
        stage_ = next;
    }

    void note_line(std::string_view text) {
        note_ += text;
        note_ += '\n';
        if (++note_lines_ < note_lines) return;
        verifier_->witness(note_, fmt::format("checkpoint before line {} of the file", number_ + 1));
        note_.clear();
        note_lines_ = 0;
        if (--checkpoints_ == 0) stage_ = Stage::lines;
    }

    void entry_line(std::string_view text) {
        const auto read = evidence(text);
        ++taken_;
        if (!read) return unreadable(read.error().place);
        verifier_->take(*read);
        if (each_) each_(*read);
    }

    void unreadable(std::string_view why) {
        auto place = fmt::format("line {} of the file: {}", number_, why);
        if (++unreadable_ > most_unreadable) {
            given_up_ = true;
            return;
        }
        if (verifier_)
            verifier_->unreadable(std::move(place));
        else
            early_.push_back({Flaw::unreadable, 0, 0, std::move(place)});
    }
    void give_up(std::string_view why) {
        unreadable(why);
        given_up_ = true;
        rest_.clear();
    }

    seal::PublicKey key_;
    std::vector<std::string> witnesses_;
    EachLine each_;
    Stands stands_;
    std::unique_ptr<Verifier> verifier_;
    std::vector<Finding> early_;
    std::string origin_, rest_, note_;
    std::uint64_t checkpoints_{}, lines_{}, taken_{}, number_{}, unreadable_{};
    std::size_t note_lines_{};
    Stage stage_{Stage::title};
    bool given_up_{};
};

}  // namespace

std::unique_ptr<ExportReader> read_export(const seal::PublicKey& key, std::vector<std::string> witnesses, EachLine each,
                                          Stands stands) {
    return std::make_unique<Pieces>(key, std::move(witnesses), std::move(each), stands);
}

}  // namespace monitor::audit
