// cli: `monitor school end|certificate`: how is everything of a school gone, and how is that shown?

#include "commands/school_end.hpp"

#include <fstream>
#include <iostream>
#include <memory>

#include <unistd.h>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/forms.hpp"
#include "monitor/privacy/ending.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

struct Given {
    std::string school{}, requested{}, out{};
    std::optional<std::string> sure{};  ///< the BRIN once more
    Forms forms{};
};

Exit hand_over(const Context& context, const Given& given, const store::Ended& ended) {
    const auto text = formed(context, given.forms, privacy::certificate(ended, given.forms.language));
    if (given.out.empty()) {
        std::cout << text;
        return Exit::ok;
    }
    std::ofstream file{given.out, std::ios::binary};
    file << text;
    file.close();
    if (!file) return failed(context, Exit::failure, Word::certificate_unwritten, given.out, ended.brin);
    return Exit::ok;
}

/// The BRIN once more, by hand or with --yes-erase.
bool sure(const Context& context, const Given& given, const school::School& school, const std::vector<store::Counted>& rows) {
    if (given.sure) return *given.sure == school.brin;
    if (isatty(STDIN_FILENO) != 1) {
        tell(context, Word::needs_yes_erase, school.brin);
        return false;
    }
    for (const auto& [kind, number] : rows) std::cerr << retention::word(kind) << ": " << number << '\n';
    std::cerr << say(context, Word::end_school_question, school.name, school.brin) << ' ' << std::flush;
    std::string typed;
    std::getline(std::cin, typed);
    return typed == school.brin;
}

Exit end(const Context& context, const Given& given) {
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto& [office, school] = *at;
    const auto day = may(context, *office, school.id, {.act = policy::AdminAct::end_contract, .requested = given.requested});
    if (!day) return day.error();
    const auto rows = office->stores.endings->holdings(school.id);
    if (!rows) return failed(context, rows.error());
    if (!sure(context, given, school, *rows)) return failed(context, Exit::usage, Word::nothing_done);
    const privacy::EndWish wish{.school = school.id, .brin = school.brin, .asked = **day};
    const auto ended = privacy::end_school(office->stores, context.clock, wish);
    if (!ended) {
        tell(context, Word::end_school_open, school.brin);
        return failed(context, ended.error());
    }
    tell(context, Word::school_ended, school.brin, std::to_string(ended->keys));
    return hand_over(context, given, *ended);
}

Exit show(const Context& context, const Given& given) {
    auto office = open_office(context, Opening::existing_only);
    if (!office) return office.error();
    const auto ended = (*office)->stores.endings->ended(given.school);
    if (!ended) return failed(context, ended.error());
    if (!*ended) return failed(context, Exit::not_found, Word::school_not_ended, given.school);
    return hand_over(context, given, **ended);
}

void offer(Command command, Given& given) {
    command.option("--school", given.school, Word::help_school).required().called("BRIN");
    command.option("--out", given.out, Word::help_certificate_out).called("FILE");
    offer_forms(command, given.forms);
}

}  // namespace

void add_school_end(Command school) {
    const auto given = std::make_shared<Given>();
    const auto ending =
        school.command("end", Word::help_school_end,
                       "  monitor school end --school 99XX --requested 2026-11-20 --out bewijs.html --format html\n"
                       "  monitor school end --school 99XX --requested 2026-11-20 --yes-erase 99XX --json",
                       [given](const Context& context) { return end(context, *given); });
    offer(ending, *given);
    ending.option("--requested", given->requested, Word::help_end_requested).called("DATE");
    ending.option("--yes-erase", given->sure, Word::help_yes_erase).called("BRIN");
    const auto showing = school.command("certificate", Word::help_school_certificate,
                                        "  monitor school certificate --school 99XX --format html > bewijs.html",
                                        [given](const Context& context) { return show(context, *given); });
    offer(showing, *given);
}

}  // namespace monitor::cli
