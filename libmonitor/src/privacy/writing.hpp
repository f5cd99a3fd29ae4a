#pragma once
// privacy: how does a sentence of the word files become one about this school?

#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "monitor/privacy/documents.hpp"
#include "monitor/retention/catalogue.hpp"
#include "monitor/text/words.hpp"

namespace monitor::privacy {

using text::Key;

class Writing {
public:
    /// `any_school` stands where the facts are of no school.
    Writing(const Facts&, Language, Key any_school = Key::document_any_school);

    /// With {school}, {brin}, {sites}, {picture}, {live}, {idle}, {longest}, {lease}, {sealed}, {hashed}, {version} filled in.
    [[nodiscard]] std::string said(Key) const;
    /// With {0}, {1} filled in.
    [[nodiscard]] std::string said(Key, std::string_view first, std::string_view second = {}) const;
    [[nodiscard]] Paragraph paragraph(Key key) const { return {said(key)}; }
    [[nodiscard]] Points points(std::initializer_list<Key>) const;
    [[nodiscard]] Section section(Key title, std::vector<Block> blocks, int level = 2) const;

    [[nodiscard]] const Facts& facts() const noexcept { return facts_; }
    [[nodiscard]] Language language() const noexcept { return language_; }
    /// The one of the reader's language.
    [[nodiscard]] std::string_view of(std::string_view nl, std::string_view en) const noexcept {
        return language_ == Language::en ? en : nl;
    }

private:
    const Facts& facts_;
    Language language_;
    std::map<std::string, std::string> names_{};
};

/// "hoogstens 48 uur"
[[nodiscard]] std::string said(const retention::Term&, Language);
[[nodiscard]] std::string name(retention::Kind, Language);

/// The three tables Wat / Doel / Hoe lang: rows of the catalogue, told once.
[[nodiscard]] Table teacher_table(const Writing&);
[[nodiscard]] Table pupil_table(const Writing&);
[[nodiscard]] Table rights_table(const Writing&);
/// Where the data comes from, and where it stands.
[[nodiscard]] Points couplings(const Writing&);
[[nodiscard]] Points places(const Writing&);
/// Only what is so: each is proved by a test or follows from the settings.
[[nodiscard]] Points measures(const Writing&);

}  // namespace monitor::privacy
