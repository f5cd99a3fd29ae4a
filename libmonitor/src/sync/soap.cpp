// sync: how is a SOAP 1.1 question put, and what became of it?

#include "sync/soap.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace monitor::sync {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t largest_answer = 64U << 20U;

// The codes of UWLR 2.2 that ask for something else than "the question was wrong" or "the service has a fault".
constexpr std::array<std::pair<std::string_view, Problem>, 2> codes{
    {{"Client.OngeldigeKlantIdentificatie", Problem::customer}, {"Client.AutorisatieOngeldig", Problem::authorisation}}};

Problem problem_of(std::string_view code) {
    for (const auto& [known, problem] : codes) {
        if (known == code) return problem;
    }
    return code.starts_with("Client") ? Problem::message : Problem::service;
}

Problem problem_of(int status) {
    if (status == 401 || status == 403) return Problem::authorisation;
    if (status == 404) return Problem::settings;
    return status >= 500 ? Problem::service : Problem::message;
}

}  // namespace

std::string xml_text(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        switch (letter) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&apos;"; break;
            case '\t':
            case '\n':
            case '\r': out += letter; break;
            default: out += static_cast<unsigned char>(letter) < ' ' ? '?' : letter;
        }
    }
    return out;
}

std::string element(std::string_view name, std::string_view text) {
    return fmt::format("<{0}>{1}</{0}>", name, xml_text(text));
}

std::expected<std::string, Failure> ask_soap(Asker& asker, const SoapQuestion& question) {
    const fetch::Ask ask{.method = fetch::Method::post,
                         .url = question.url,
                         .headers = {{"Content-Type", "text/xml; charset=utf-8"},
                                     {"SOAPAction", "\"" + question.action + "\""},
                                     {"Accept", "text/xml"}},
                         .body = fmt::format(R"(<?xml version="1.0" encoding="UTF-8"?>)"
                                             R"(<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">)"
                                             "<soap:Header>{}</soap:Header><soap:Body>{}</soap:Body></soap:Envelope>",
                                             question.header, question.body),
                         .patience = 120s,
                         .at_most = largest_answer};
    auto answer = asker.ask(ask, question.what);
    if (!answer) return std::unexpected{answer.error()};
    const bool fault = answer->status == 500 && answer->body.find("Fault") != std::string::npos;
    if (answer->status == 200 || fault) return std::move(answer->body);
    return std::unexpected{Failure{problem_of(answer->status), fmt::format("{}: HTTP {}", question.what, answer->status), {}}};
}

std::optional<Failure> refusal(const roster::Import& import, std::string_view what) {
    for (const auto& finding : import.findings) {
        if (finding.severity != roster::Severity::fatal) continue;
        if (finding.place == "geengegevens") return Failure{Problem::empty, fmt::format("{}: geengegevens", what), {}};
        if (!finding.place.starts_with("Fault")) continue;
        const std::string_view code = finding.place.size() > 6 ? std::string_view{finding.place}.substr(6) : "";
        return Failure{problem_of(code), fmt::format("{}: {}", what, finding.place), {}};
    }
    return std::nullopt;
}

}  // namespace monitor::sync
