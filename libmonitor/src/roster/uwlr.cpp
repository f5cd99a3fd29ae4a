// roster: what does an administration answer over UWLR 2.2?
//
// The answers hold the elements of EDEXML, so the listener of EDEXML reads them; here is only what stands around them.
// The answers of a staged question (structuur, leerlingen, leerkrachten) may follow each other in one stream, each a document of
// its own, in any order: give them to read_uwlr() behind each other. "Nothing changed" and "nothing there" are fatal findings,
// since a snapshot without people must never be applied: at the place "geenwijzigingen" or "geengegevens". A Fault is one at
// "Fault/<code>".

#include <utility>

#include <fmt/format.h>

#include "monitor/roster/readers.hpp"
#include "roster/edexml.hpp"
#include "roster/intake.hpp"
#include "roster/settle.hpp"
#include "roster/soap_fault.hpp"

namespace monitor::roster {
namespace {

// clang-format off
enum class Uwlr : xml::Node {
    envelope = static_cast<xml::Node>(Edex::end), body, answer, staff_answer, unchanged, nothing, no_staff,
    fault, fault_text, fault_code, fault_detail,
};
// clang-format on

xml::Grammar grammar_of_uwlr() {
    using enum Uwlr;
    auto rules = edex_rules();
    const auto heard = [&](auto in, std::string_view name, auto node, xml::Hears hears = xml::Hears::children) {
        rules.push_back({static_cast<xml::Node>(in), name, static_cast<xml::Node>(node), hears});
    };
    constexpr auto text = xml::Hears::text;
    heard(xml::Node{}, "Envelope", envelope);
    heard(envelope, "Body", body);
    for (const auto around : {xml::Node{}, static_cast<xml::Node>(body)}) {
        heard(around, "leerlinggegevens_antwoord", answer);
        heard(around, "structuur_antwoord", answer);
        heard(around, "leerlingen_antwoord", answer);
        heard(around, "leerkrachten_antwoord", staff_answer);
    }
    for (const auto in : {answer, staff_answer}) {
        heard(in, "leerlinggegevens", Edex::frame);
        heard(in, "leerlinggegevens-structuur", Edex::frame);
        heard(in, "leerlinggegevens-leerlingen", Edex::frame);
        heard(in, "leerlinggegevens-leerkrachten", Edex::frame);
        heard(in, "geenwijzigingen", unchanged);
    }
    heard(xml::Node{}, "leerlinggegevens", Edex::frame);
    heard(answer, "geengegevens", nothing);
    heard(staff_answer, "geengegevens", no_staff);
    heard(body, "Fault", fault);
    heard(fault, "faultcode", fault_text, text);
    heard(fault, "faultstring", fault_text, text);
    heard(fault, "Code", fault_code);
    heard(fault_code, "Value", fault_text, text);
    heard(fault_code, "Subcode", fault_code);
    for (const auto* detail : {"detail", "Detail"}) heard(fault, detail, fault_detail, text);
    heard(fault_detail, "", fault_detail, text);
    return xml::Grammar{std::move(rules)};
}

class UwlrListener final : public xml::Listener {
public:
    UwlrListener(Snapshot& snapshot, Findings& findings, const Reading& reading)
        : findings_{findings}, edex_{snapshot, findings, reading} {}

    void opened(const xml::Rule& rule, const xml::Attributes& attributes, int line) override {
        if (rule.node < static_cast<xml::Node>(Edex::end)) return edex_.opened(rule, attributes, line);
        if (static_cast<Uwlr>(rule.node) == Uwlr::fault) fault_ = {};
    }

    void closed(const xml::Rule& rule, std::string_view text, int line) override {
        using enum Uwlr;
        if (rule.node < static_cast<xml::Node>(Edex::end)) return edex_.closed(rule, text, line);
        const auto node = static_cast<Uwlr>(rule.node);
        if (node == fault_text || node == fault_detail) fault_.hear(text);
        if (node == fault || node == unchanged || node == nothing) refused_ = true;
        if (node == fault) fault_.tell(findings_, line);
        if (node == unchanged)
            findings_.fatal(line, "geenwijzigingen", "nothing changed since the last time; what is there stays");
        if (node == nothing)
            findings_.fatal(line, "geengegevens", "there is nothing for this school and school year; check both in the settings");
        if (node == no_staff) findings_.note(line, "leerkrachten_antwoord/geengegevens", "the administration gives no staff");
    }

    // After a refusal nothing more is said, and nothing is left: what is missing then is no wonder.
    void finish(xml::End end, Snapshot& snapshot) {
        if (refused_) {
            snapshot = {};
            return;
        }
        if (end == xml::End::whole && !edex_.any_school()) {
            findings_.fatal(0, "leerlinggegevens", "is missing: this is no answer of UWLR; check the address of the service");
        }
        edex_.finish();
    }

private:
    Findings& findings_;
    EdexListener edex_;
    SoapFault fault_{};
    bool refused_{false};
};

}  // namespace

Import read_uwlr(Source& source, Reading reading) {
    static const xml::Grammar grammar = grammar_of_uwlr();
    Snapshot snapshot;
    Findings findings{reading.findings};
    Meter meter{reading.bytes, reading.progress};
    Intake intake{source, meter};
    UwlrListener listener{snapshot, findings, reading};
    const auto end = xml::read(intake, "leerlinggegevens_antwoord", grammar, listener, findings, xml::Documents::several);
    listener.finish(end, snapshot);
    return settled(std::move(snapshot), std::move(findings));
}

}  // namespace monitor::roster
