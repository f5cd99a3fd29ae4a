// cli: `monitor privacy`: what can a school show, and who may read it? What one person may ask stands in people.cpp.

#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/commands.hpp"
#include "commands/forms.hpp"
#include "commands/people.hpp"
#include "monitor/privacy/documents.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

using privacy::Document;
using Make = Document (*)(const privacy::Facts&, Language);

struct Given {
    std::string school{};
    Forms forms{};
};

std::expected<privacy::Facts, Exit> facts_of(const Context& context, const std::string& brin) {
    if (brin.empty()) return privacy::facts({}, MONITOR_VERSION);
    auto at = open_at_school(context, brin);
    if (!at) return std::unexpected{at.error()};
    auto facts = privacy::facts(at->office->settings, MONITOR_VERSION, at->office->stores, at->school);
    if (!facts) return std::unexpected{failed(context, facts.error())};
    return std::move(*facts);
}

Exit print(const Context& context, const Given& given, Make make) {
    const auto facts = facts_of(context, given.school);
    if (!facts) return facts.error();
    std::cout << formed(context, given.forms, make(*facts, given.forms.language));
    return Exit::ok;
}

Exit publish(const Context& context, const Given& given, store::Publication publication) {
    auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const bool open = publication == store::Publication::open;
    if (const auto noted = note_unruled(context, *at->office, at->school.id,
                                        {.act = audit::Act::settings_changed,
                                         .detail = open ? "privacy page published" : "privacy page withdrawn"});
        !noted)
        return noted.error();
    const auto done = at->office->on_people([&] { return at->office->stores.choices->publish(at->school.id, publication); });
    if (!done) return failed(context, done.error());
    const auto address = fmt::format("{}/privacy/{}", at->office->settings.public_url, at->school.brin);
    if (context.format == Format::json) {
        toml::table said{{"school", at->school.brin}, {"published", open}};
        if (open) said.insert("address", address);
        print_json(std::move(said));
    } else {
        std::cout << say(context, open ? Word::privacy_published : Word::privacy_withdrawn, at->school.brin, address) << '\n';
    }
    return Exit::ok;
}

}  // namespace

void add_privacy(Command monitor) {
    const auto privacy = monitor.word("privacy", Word::help_privacy);
    const auto given = std::make_shared<Given>();
    struct Kind {
        const char* name;
        Word help;
        Make make;
    };
    for (const auto& kind : {Kind{"page", Word::help_privacy_page, privacy::page},
                             Kind{"register", Word::help_privacy_register, privacy::register_of},
                             Kind{"bijsluiter", Word::help_privacy_bijsluiter, privacy::bijsluiter},
                             Kind{"agreement", Word::help_privacy_agreement, privacy::agreement},
                             Kind{"dpia", Word::help_privacy_dpia, privacy::dpia}}) {
        const auto command =
            privacy.command(kind.name, kind.help,
                            fmt::format("  monitor privacy {0}\n  monitor privacy {0} --school 99XX --format html > {0}.html\n"
                                        "  monitor privacy {0} --language en --json",
                                        kind.name)
                                .c_str(),
                            [given, make = kind.make](const Context& context) { return print(context, *given, make); });
        command.option("--school", given->school, Word::help_privacy_school).called("BRIN");
        offer_forms(command, given->forms);
    }
    const auto open =
        privacy.command("publish", Word::help_privacy_publish, "  monitor privacy publish --school 99XX",
                        [given](const Context& context) { return publish(context, *given, store::Publication::open); });
    const auto withdrawn =
        privacy.command("withdraw", Word::help_privacy_withdraw, "  monitor privacy withdraw --school 99XX",
                        [given](const Context& context) { return publish(context, *given, store::Publication::none); });
    for (const auto command : {open, withdrawn}) command.school(given->school);
    add_people(privacy);
}

}  // namespace monitor::cli
